import { readFileSync } from 'node:fs';
import path from 'node:path';
import { renderMarkdown } from '../../lib/review';
import { COMMENT_PLANS } from './support/comment-plans';
import { reviewOf } from './support/plan';

// Read them as a reviewer does: what is to be decided is to be seen in ten seconds.
test.each(Object.entries(COMMENT_PLANS))('the comment %s.md', (name, plan) => {
  const file = path.join(__dirname, 'comments', `${name}.md`);
  expect(renderMarkdown(reviewOf(plan))).toBe(readFileSync(file, 'utf8'));
});
