import { foundBy } from '../../support/lint';

const on = (path: string, more = '') =>
  `http.host eq "shop.example.com" and http.request.method eq "POST" and http.request.uri.path eq "${path}" and raw.http.request.uri.path eq "${path}"${more}`;

test('finds an exception for a path that answers every request of an application', () => {
  expect(foundBy('front-controller', on('/'))).toEqual([
    {
      message: '`/` answers every request of many applications, so all of them are exempt',
      help: 'add what only the blocked request has, such as a parameter of its query (`query` of an exception), or accept it',
      at: '"/"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(
    foundBy(
      'front-controller',
      on('/', ' and http.request.uri.args["wc-api"][0] eq "x" and len(http.request.uri.args["wc-api"]) eq 1'),
    ),
  ).toEqual([]);
});

test.each([
  ['/index.php', true],
  ['/shop/index.php', true],
  ['/default.aspx', true],
  ['/xmlrpc.php', true],
  ['/wp-admin/admin-ajax.php', true],
  ['/shop/', false],
  ['/export', false],
  ['/index.php/export', false],
  ['/myindex.php', false],
])('%s is one: %s', (path, expected) => {
  expect(foundBy('front-controller', on(path))).toHaveLength(expected ? 1 : 0);
});

test.each([
  [' and http.request.uri.query eq "a=b"', false],
  [' and any(http.request.headers["soapaction"][*] eq "x")', false],
  [' and http.request.body.form["action"][0] eq "x"', false],
  [' and http.cookie contains "logged_in"', false],
  [' and ip.src in {203.0.113.0/24}', true],
  [' and not http.request.uri.query contains "x"', true],
])('is asked elsewhere%s: %s', (more, expected) => {
  expect(foundBy('front-controller', on('/', more))).toHaveLength(expected ? 1 : 0);
});
