import { twins } from "../twins.ts";

const multiline = "{{- /* see\n http://docs.initech.io\n*/ -}}\n";

twins({
  insecure: [
    ["chart/templates/a.yaml", 'value: {{ printf "http://%s:%d" .Values.host 80 | quote }}'],
    ["chart/templates/a.yaml", 'value: {{- printf "http://api.initech.io/%s" .Values.path }}'],
    ["chart/templates/a.yaml", 'value: {{ default "http://api.initech.io" .Values.url }}'],
    ["chart/templates/a.yaml", `${multiline}url: http://api.initech.io`, 4],
    ["chart/templates/_helpers.tpl", `${multiline}{{- printf "http://%s" .Values.host -}}`, 4],
    ["a.tmpl", '{{/* a */}}<img src="http://api.initech.io/a.png">'],
    ["a.erb", '<%# a %><img src="http://api.initech.io/a.png">'],
  ],
  safe: [
    ["chart/templates/a.yaml", "{{/* http://api.initech.io */}}\na: 1"],
    ["chart/templates/a.yaml", `${multiline}url: https://api.initech.io`],
    ["chart/templates/_helpers.tpl", multiline],
    ["a.tmpl", '{{/* <img src="http://api.initech.io/a.png"> */}}'],
    ["a.erb", '<%# <img src="http://api.initech.io/a.png"> %>'],
    ["a.js", 'function f() { throw new Error("could not reach http://api.initech.io"); }'],
  ],
});
