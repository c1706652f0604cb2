/** The style of the page: light and dark by the reader's preference, narrow screens, paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f4f5f7; --card: #fff; --line: #d9dee5; --text: #19202b; --soft: #566070;
  --remove: #b3261e; --ask: #8a5200; --look: #1a5fb4; --fine: #1d7a46; --bar: #4c6a92; --life: #c3cede;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #11151b; --card: #1a2029; --line: #323b48; --text: #e8ecf2; --soft: #a5afbd;
    --remove: #ff9388; --ask: #f2b84b; --look: #8ab8ff; --fine: #70d39c; --bar: #8fb0de; --life: #3d4a5d;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif;
}
main { max-width: 1080px; margin: 0 auto; padding: 28px 20px 48px; }
h1 { margin: 0; font-size: 26px; line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { margin: 36px 0 4px; font-size: 20px; overflow-wrap: anywhere; }
h3 { margin: 26px 0 8px; font-size: 16px; display: flex; gap: 8px; align-items: baseline; flex-wrap: wrap; }
h3 small { font-weight: 400; font-size: 14px; color: var(--soft); }
h4 { margin: 0; font-size: 15px; overflow-wrap: anywhere; }
p { margin: 0; }
a { color: inherit; }
.soft { color: var(--soft); font-size: 13.5px; overflow-wrap: anywhere; }
.whole, .count p { white-space: nowrap; }
.tiles { list-style: none; display: grid; grid-template-columns: repeat(4, 1fr); gap: 12px; margin: 20px 0 0; padding: 0; }
.tiles a, .tiles span.tile {
  display: block; height: 100%; padding: 12px 14px; background: var(--card); border: 1px solid var(--line);
  border-top: 4px solid var(--tone); border-radius: 8px; text-decoration: none;
}
.tiles b { display: block; font-size: 30px; line-height: 1.1; color: var(--tone); }
.tiles a:hover, .tiles a:focus-visible { border-color: var(--tone); }
.none b { color: var(--soft); }
.remove { --tone: var(--remove); } .ask { --tone: var(--ask); } .look { --tone: var(--look); } .fine { --tone: var(--fine); }
h3 .dot { width: 10px; height: 10px; border-radius: 50%; background: var(--tone); flex: none; }
.axis, .rule { display: grid; grid-template-columns: 240px 1fr 128px; column-gap: 18px; padding: 0 16px; }
.axis { color: var(--soft); font-size: 12px; padding-bottom: 4px; }
.axis svg { grid-column: 2; display: block; width: 100%; height: 14px; overflow: visible; fill: var(--soft); }
.rule {
  background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone);
  border-radius: 8px; padding: 12px 16px 10px 13px; margin: 0 0 10px; row-gap: 8px; break-inside: avoid;
}
.rule > .wide { grid-column: 1 / -1; }
.due { color: var(--tone); font-weight: 600; overflow-wrap: anywhere; }
.due + .due { margin-top: 2px; }
.due + .chart { margin-top: 6px; }
.count { text-align: right; }
.count b { font-size: 18px; }
.chart { display: block; width: 100%; height: 46px; overflow: visible; }
.chart .life { fill: var(--life); } .chart .bar { fill: var(--bar); } .chart .idle { fill: var(--line); }
.chart .now { stroke: var(--soft); stroke-dasharray: 2 3; } .chart .end { fill: var(--tone); }
.chart .blocked { fill: var(--remove); }
details { border-top: 1px solid var(--line); padding-top: 6px; }
summary { cursor: pointer; color: var(--soft); font-size: 13.5px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 8px 0 4px; font-size: 14px; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
dd ul { margin: 0; padding: 0; list-style: none; }
code { font: 13px/1.4 ui-monospace, 'DejaVu Sans Mono', Menlo, monospace; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 14px 0 0; padding: 0; list-style: none; color: var(--soft); font-size: 13px; }
.legend .chart { display: inline-block; width: 22px; height: 12px; vertical-align: -1px; margin-right: 5px; }
.notes { margin: 10px 0 0; padding-left: 18px; color: var(--soft); font-size: 13.5px; overflow-wrap: anywhere; }
@media (max-width: 760px) {
  main { padding: 18px 12px 32px; }
  .tiles { grid-template-columns: repeat(2, 1fr); }
  .axis, .rule { grid-template-columns: 1fr; }
  .axis svg { grid-column: 1; }
  .count { text-align: left; } .count p { display: inline; margin-right: 8px; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 6px; }
}
@media print {
  :root {
    color-scheme: light;
    --page: #fff; --card: #fff; --line: #c4cad3; --text: #000; --soft: #444c58;
    --remove: #b3261e; --ask: #8a5200; --look: #1a5fb4; --fine: #1d7a46; --bar: #4c6a92; --life: #c3cede;
  }
  body { font-size: 11.5px; } main { max-width: none; padding: 0; }
  .axis, .rule { grid-template-columns: 180px 1fr 112px; }
  .axis svg { grid-column: 2; }
  .count { text-align: right; }
  .tiles { grid-template-columns: repeat(4, 1fr); }
  .rule, .tiles li, .chart { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2, h3, .axis { break-after: avoid; }
  summary { display: none; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
}
`;
