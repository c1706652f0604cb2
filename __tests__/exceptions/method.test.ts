import type { HttpMethod } from '../../lib';
import { defineRequest } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

test.each<HttpMethod>(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('takes %s', (method) => {
  expect(defineRequest({ method }).rule.expression).toContain(` and http.request.method eq "${method}" and `);
});

const all = 'use one of: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';
test.each([
  ['post', 'did you mean `POST`?'],
  ['Patch', 'did you mean `PATCH`?'],
  ['POST ', 'did you mean `POST`?'],
  ['DELET', 'did you mean `DELETE`?'],
  ['', all],
  ['*', all],
  ['CONNECT', all],
  ['GET POST', all],
])('refuses "%s"', (method, help) => {
  expect(refusalOf(() => defineRequest({ method: method as HttpMethod }))).toEqual({
    code: 'method/unknown',
    message: `\`method\` must be one upper-case HTTP method, got: \`${method}\``,
    help,
  });
});
