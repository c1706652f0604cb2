import { EXPIRY_WARNING_DAYS } from '../../exceptions/expiry';
import { exceptionLint } from '../rule';

const DAY_SECONDS = 86_400;

export const expiresSoon = exceptionLint(
  'expires-soon',
  'warning',
  'an exception that ends within 30 days',
  ({ end, nowMs }) => {
    if (end === undefined) return [];
    const secondsLeft = Number(end.seconds) - nowMs / 1000;
    const days = Math.ceil(secondsLeft / DAY_SECONDS);
    if (secondsLeft <= 0 || days > EXPIRY_WARNING_DAYS) return [];
    return [
      {
        message: `the exception ends in ${days} ${days === 1 ? 'day' : 'days'}`,
        help: 'fix the cause and remove the exception, or move its end',
        range: end.condition.node.range,
      },
    ];
  },
);
