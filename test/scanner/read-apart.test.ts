import { twins } from "./twins.ts";

const host = "api.initech.io";

twins({
  insecure: [
    ["a.php", "<?php $u = add_query_arg('a', 'b', 'http://' . $host);"],
    ["a.php", "<?php $u = parse_url('http://' . $host);\nfopen($u['scheme'] . '://' . $host, 'r');"],
    ["a.php", "<?php $s = parse_url('http://' . $host, PHP_URL_SCHEME);"],
    ["a.js", "fetch(new URL(`http://${host}/v1`))"],
    ["a.js", "fetch(new URL(`http://${host}/v1`).href)"],
    ["A.java", 'open(HttpUrl.get("http://" + host));'],
    ["a.py", 'urlopen(urlparse("http://" + host).geturl())'],
    ["pom.xml", `<project><repositories><repository><url>http://${host}</url></repository></repositories></project>`],
    ["a.rb", 'Net::HTTP.get(URI.parse("http://#{host}/"))'],
    ["a.js", `const p = { mirror: { type: "git", url: "git://git.initech.io/a.git" } };`],
    ["a.py", `get(url="http://${host}/licenses/1")`],
    ["a.py", `base = "http://${host}/licenses"`],
    ["a.yaml", `url: http://${host}`],
    ["a.xml", `<import url="http://${host}/a"/>`],
  ],
  safe: [
    ["a.php", "<?php $u = set_url_scheme( 'http://' . $_SERVER['HTTP_HOST'] . $path );"],
    ["a.php", "<?php $p = parse_url( 'http://placeholder' . $_SERVER['REQUEST_URI'], PHP_URL_PATH );"],
    ["a.php", "<?php return filter_var('http://' . $host, FILTER_VALIDATE_URL) !== false;"],
    ["a.php", "<?php $d = substr(self::parseUrl('http://'.$k)['authority'], 2);"],
    ["a.js", "host = new URL(`http://${host}`).host"],
    ["a.js", "if (v6) return new URL(`http://${host}`).hostname // IPv6"],
    ["A.java", 'String h = HttpUrl.get("http://" + pattern.substring(WILDCARD.length())).host();'],
    ["a.py", 'h = urlparse("http://" + x).netloc'],
    ["a.py", 'parts = urlparse(f"http://{value}")'],
    [
      "pom.xml",
      `<project><mailingLists><mailingList><archive>http://${host}</archive></mailingList></mailingLists></project>`,
    ],
    ["ivy.xml", `<info><ivyauthor name="Initech" url="http://${host}"/></info>`],
    ["a.py", `NS_STREAMS = "http://${host}/streams"`],
    ["a.js", `var p = { repository: { type: "git", url: "git://git.initech.io/a.git" } };`],
    ["a.py", `licences = {"MIT": "http://${host}/Licenses/MIT"}`],
    ["a.php", `<?php $l = array('PHP-3' => 'http://${host}/license/3_01.txt');`],
    ["a.pc.in", `Name: a\nURL: http://${host}/`],
    ["a.xml", `<para>See <ulink\n url="http://${host}/">this</ulink>.</para>`],
    ["a.xml", `<para>See <link xlink:href="http://${host}/">this</link>.</para>`],
  ],
});
