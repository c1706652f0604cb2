/** As GraphQL does it in production. */
module.exports = { instanceOf: (value, constructor) => value instanceof constructor };
