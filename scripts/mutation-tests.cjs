// The tests that `npm run mutation` runs, as one test file: Jest loads the code anew for each.
for (const { name, file } of testFiles()) {
  describe(name, () => {
    require(`../__tests__/${file}`);
  });
}
