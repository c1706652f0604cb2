/**
 * The process of the engine: one request a line on standard input, one answer a line on standard output. It ends with its
 * input, and so with the sandbox, however that ends. Its rules are the core rule set without what needs a memory of its own
 * (exclusions of applications, reputation, denial of service), which Cloudflare does not have.
 */
export const ENGINE_PROGRAM = String.raw`
import base64, glob, json, os, sys
import libmodsecurity

SETUP = """
SecRuleEngine On
SecRequestBodyAccess On
SecRequestBodyLimit 104857600
SecRequestBodyNoFilesLimit 104857600
SecRequestBodyLimitAction ProcessPartial
SecResponseBodyAccess Off
SecPcreMatchLimit 500000
SecPcreMatchLimitRecursion 500000
SecArgumentSeparator &
SecRule REQUEST_HEADERS:Content-Type "^(?:application(?:/soap\\+|/)|text/)xml" "id:200000,phase:1,t:none,t:lowercase,pass,nolog,ctl:requestBodyProcessor=XML"
SecRule REQUEST_HEADERS:Content-Type "^application/(?:[a-z0-9.-]+[+])?json" "id:200001,phase:1,t:none,t:lowercase,pass,nolog,ctl:requestBodyProcessor=JSON"
SecDefaultAction "phase:1,log,auditlog,pass"
SecDefaultAction "phase:2,log,auditlog,pass"
SecAction "id:900000,phase:1,nolog,pass,t:none,\
  setvar:tx.paranoia_level=4,setvar:tx.executing_paranoia_level=4,\
  setvar:tx.inbound_anomaly_score_threshold=%s,setvar:tx.outbound_anomaly_score_threshold=100000,\
  setvar:tx.allowed_methods=GET HEAD POST OPTIONS PUT PATCH DELETE,\
  setvar:tx.crs_setup_version=334"
"""
LEFT_OUT = ("REQUEST-903.", "REQUEST-905-", "REQUEST-910-", "REQUEST-912-")
POINTS = {2: 5, 3: 4, 4: 3, 5: 2}

def files(folder):
    found = sorted(glob.glob(os.path.join(folder, "REQUEST-*.conf")))
    return [name for name in found if not os.path.basename(name).startswith(LEFT_OUT)]

def rules_of(folder, threshold, off):
    rules = libmodsecurity.RulesSet()
    if rules.load(SETUP % threshold) < 0:
        raise RuntimeError(rules.get_parser_error())
    for name in files(folder):
        if rules.load_from_uri(name) < 0:
            raise RuntimeError(rules.get_parser_error())
    if off and rules.load("SecRuleRemoveById " + " ".join(str(number) for number in off)) < 0:
        raise RuntimeError(rules.get_parser_error())
    return rules

def variable_of(message):
    try:
        where = message.data.split(" found within ", 1)
    except UnicodeDecodeError:
        # What matched is no text.
        return ""
    return where[1].split(": ", 1)[0] if len(where) == 2 else ""

def inspect(engine, rules, request):
    transaction = libmodsecurity.Transaction(engine, rules)
    transaction.process_connection(request["ip"], 40000, "127.0.0.1", 443)
    transaction.process_uri(request["target"], request["method"], request["version"])
    for name, value in request["headers"]:
        transaction.add_request_header(name, value)
    transaction.process_request_headers()
    transaction.append_request_body(base64.b64decode(request["body"]))
    transaction.process_request_body()
    matches = []
    for message in transaction.get_rule_messages():
        if 911000 <= message.rule_id < 950000:
            variable = variable_of(message)
            points = 0 if message.rule_id == 949110 else POINTS.get(message.severity, 0)
            matches.append({"number": message.rule_id, "points": points, "variable": variable[:200]})
    return matches

def main():
    folder = sys.argv[1]
    if not files(folder):
        raise SystemExit("no rules in " + folder)
    engine = libmodsecurity.ModSecurity()
    engine.set_log_callback(lambda text: None)
    kept = {}
    print(json.dumps({"engine": engine.who_am_i()}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            key = json.dumps([request["threshold"], request["off"]])
            if key not in kept:
                if len(kept) >= 16:
                    kept.clear()
                kept[key] = rules_of(folder, request["threshold"], request["off"])
            answer = {"id": request["id"], "matches": inspect(engine, kept[key], request)}
        except Exception as error:
            answer = {"id": request["id"], "error": str(error)}
        print(json.dumps(answer), flush=True)

main()
# The engine may not be taken apart while it holds a callback of Python.
sys.stdout.flush()
os._exit(0)
`;
