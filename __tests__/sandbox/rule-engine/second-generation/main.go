// Asks the second generation of the core rule set about JSON requests, one a line on standard input. Each answer is a line
// with the numbers of the rules that match at paranoia level 1.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	coreruleset "github.com/corazawaf/coraza-coreruleset/v4"
	"github.com/corazawaf/coraza/v3"
)

const setup = `
SecRuleEngine DetectionOnly
SecRequestBodyAccess On
SecRequestBodyLimit 134217728
SecRequestBodyInMemoryLimit 134217728
SecRule REQUEST_HEADERS:Content-Type "^application/json" "id:200001,phase:1,t:none,t:lowercase,pass,nolog,ctl:requestBodyProcessor=JSON"
Include @crs-setup.conf.example
Include @owasp_crs/*.conf
`

func main() {
	waf, err := coraza.NewWAF(coraza.NewWAFConfig().WithRootFS(coreruleset.FS).WithDirectives(setup))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		fmt.Println(answer(waf, lines.Text()))
	}
}

func answer(waf coraza.WAF, body string) string {
	tx := waf.NewTransaction()
	defer tx.Close()
	tx.ProcessConnection("198.51.100.7", 40000, "127.0.0.1", 443)
	tx.ProcessURI("/admin/tiktok-creator/export-mp4", "POST", "HTTP/1.1")
	tx.AddRequestHeader("Host", "dashboard.example.com")
	tx.AddRequestHeader("User-Agent", "Mozilla/5.0")
	tx.AddRequestHeader("Accept", "*/*")
	tx.AddRequestHeader("Content-Type", "application/json")
	tx.AddRequestHeader("Content-Length", fmt.Sprint(len(body)))
	tx.ProcessRequestHeaders()
	if _, _, err := tx.ReadRequestBodyFrom(strings.NewReader(body)); err != nil {
		return err.Error()
	}
	if _, err := tx.ProcessRequestBody(); err != nil {
		return err.Error()
	}
	seen := map[int]bool{}
	numbers := []int{}
	for _, matched := range tx.MatchedRules() {
		number := matched.Rule().ID()
		if number >= 911000 && number < 949000 && matched.Message() != "" && !seen[number] {
			seen[number] = true
			numbers = append(numbers, number)
		}
	}
	text, _ := json.Marshal(numbers)
	return string(text)
}
