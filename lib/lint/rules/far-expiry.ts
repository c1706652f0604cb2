import { FAR_EXPIRY_DAYS } from '../../exceptions/expiry';
import { exceptionLint } from '../rule';

const DAY_SECONDS = 86_400;

export const farExpiry = exceptionLint(
  'far-expiry',
  'warning',
  'an exception that ends in more than two years',
  ({ end, nowMs }) => {
    if (end === undefined || Number(end.seconds) - nowMs / 1000 <= FAR_EXPIRY_DAYS * DAY_SECONDS) return [];
    return [
      {
        message: 'the exception ends in more than two years, which is as good as never',
        help: 'name the day of the next review',
        range: end.condition.node.range,
      },
    ];
  },
);
