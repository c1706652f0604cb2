import { defineRequest } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

test.each([
  'GET',
  'HEAD',
  'POST',
  'PATCH',
  'OPTIONS',
  'PROPFIND',
  'REPORT',
  'MKCOL',
  'VERSION-CONTROL',
  'M-SEARCH',
])('takes %s', (method) => {
  expect(defineRequest({ method }).rule.expression).toContain(` and http.request.method eq "${method}" and `);
});

test('takes several', () => {
  expect(defineRequest({ method: ['POST', 'PUT'] }).rule.expression).toContain(
    ' and http.request.method in {"POST" "PUT"} and ',
  );
});

const all = "write a method such as POST; several are a list: method: ['POST', 'PUT']";
test.each([
  ['post', 'did you mean `POST`?'],
  ['Patch', 'did you mean `PATCH`?'],
  ['POST ', 'did you mean `POST`?'],
  ['', all],
  ['*', all],
  ['GET POST', all],
  ['GET,POST', all],
  ['(GET)', all],
])('refuses "%s"', (method, help) => {
  expect(refusalOf(() => defineRequest({ method }))).toEqual({
    code: 'method/syntax',
    message: `\`method\` must be an upper-case HTTP method, got: \`${method}\``,
    help,
  });
});
