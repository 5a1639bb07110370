import { twins } from "./twins.ts";

const address = "http://files.initech.io/a";

twins({
  insecure: [
    ["a.sh", `cat > /etc/app.conf <<EOF\nurl\n  ${address}\nEOF`],
    ["a.sh", `cat <<EOF > /etc/app.conf\n${address}\nEOF`],
    ["a.sh", `bash <<EOF\nwget ${address}\nEOF`],
    ["a.sh", `cat <<EOF > a.conf\n# the mirror\nurl=${address}\nEOF`],
    ["Makefile", `all:\n\tcurl ${address}`],
    ["a.bat", `curl ${address}`],
    ["a.c", `fetch("${address}\\n");`],
    ["a.py", `urls = """\n  ${address}\n  ${address}\n""".split()`],
    ["a.yaml", `urls: |\n  ${address}\n  ${address}`],
    ["A.php", `<?php function getEndpoint() { return '${address}'; }`],
    ["a.js", `link.setAttribute("src", "${address}")`],
    ["a.php", `<?php define('API_URL', '${address}');`],
    ["a.js", `this.featureUrl_ = '${address}';`],
    ["web.xml", `<servlet><uri>${address}</uri></servlet>`],
  ],
  safe: [
    ["a.sh", `cat >&2 <<EOF\nThe newest version:\n\n  ${address}\nand\n  ${address}\nEOF`],
    ["a.sh", `cat <<EOF >&2\n${address}\nEOF`],
    ["a.sh", `cat > a.conf <<EOF\nx=1\n# ${address}\nEOF`],
    ["Makefile", `ifeq ($(X), 1)\n$(error The command was not found, grab it from ${address})\nendif`],
    ["Makefile", `all:\n\t@echo a\n\trefer to the <${address}> site for the source`],
    ["make.bat", `echo.${address}`],
    ["a.c", `log("Report it:\\n\\n"\n    "    ${address}\\n\\n");`],
    ["A.php", `<?php class A { public function getNamespace(): string\n  {\n    return '${address}';\n  } }`],
    ["a.php", `<?php $e->setAttribute('xsi:schemaLocation', '${address} https://x.initech.io/a.xsd');`],
    ["a.php", `<?php $w->writeAttribute('xmlns:dia', '${address}/');`],
    ["a.php", `<?php define('FEED_NAMESPACE_MEDIA', '${address}');`],
    ["a.js", `this.featureNS_ = '${address}';`],
    ["a.js", `const schemaLocation = GMLNS + ' ${address}.xsd';`],
    ["a.tld", `<taglib><uri>${address}</uri></taglib>`],
    [
      "web.xml",
      `<web-app><jsp-config><taglib><taglib-uri>\n  ${address}\n</taglib-uri></taglib></jsp-config></web-app>`,
    ],
  ],
});
