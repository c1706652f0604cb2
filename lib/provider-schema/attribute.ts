/**
 * A type without structure of its own: a primitive, or a collection of primitives. Terraform has one type of numbers;
 * the provider takes whole ones of 64 bits only where its own type is `int64`.
 */
export type AttributeType =
  'string' | 'number' | 'int64' | 'bool' | readonly ['list' | 'set' | 'map', AttributeType];

/** How a nested attribute holds its objects. */
export type Nesting = 'single' | 'list' | 'set' | 'map';

interface AttributeFlags {
  readonly required?: true;
  readonly optional?: true;
  /** The provider may fill it in; with `optional` it does so only where the configuration says nothing. */
  readonly computed?: true;
  readonly sensitive?: true;
  readonly deprecated?: true;
}

/** An attribute that holds a plain value. */
export interface ValueAttribute extends AttributeFlags {
  readonly type: AttributeType;
}

/** An attribute that holds objects with attributes of their own. */
export interface NestedAttribute extends AttributeFlags {
  readonly nesting: Nesting;
  readonly attributes: Attributes;
}

/** One attribute of the provider's schema. */
export type Attribute = ValueAttribute | NestedAttribute;

/** Attributes by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** The schema of one resource, data source or of the provider block. */
export interface Schema {
  readonly version: number;
  readonly attributes: Attributes;
}

/** Whether the attribute holds objects with attributes of their own. */
export function isNested(attribute: Attribute): attribute is NestedAttribute {
  return 'nesting' in attribute;
}
