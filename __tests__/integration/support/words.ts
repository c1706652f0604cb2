/** What Terraform and OpenTofu say of `prevent_destroy`: OpenTofu 1.12 begins with "Resource instance". */
export const CANNOT_BE_DESTROYED = /instance cannot be destroyed/i;
