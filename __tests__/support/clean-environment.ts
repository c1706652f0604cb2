// Whatever the developer's shell holds, tests never reach a real account, another state or another CLI configuration.
for (const name of Object.keys(process.env)) {
  if (/^(TF_|CLOUDFLARE_|CDKTF_|WAF_(?!TEST_))/.test(name)) Reflect.deleteProperty(process.env, name);
}
process.env['CHECKPOINT_DISABLE'] = '1';
process.env['CDKTF_DISABLE_PLUGIN_CACHE_ENV'] = '1';
// Coloured or not, whatever terminal or CI the tests run on: `FORCE_COLOR` is what Jest tells its workers on a terminal.
delete process.env['FORCE_COLOR'];
process.env['NO_COLOR'] = '1';
// Terraform mostly ends before collecting its garbage is worth the time, and one of its threads has enough to do: the tests
// that run beside it use the other cores.
process.env['GOGC'] = '1600';
process.env['GOMAXPROCS'] = '1';
