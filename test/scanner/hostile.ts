/** A text that grows with `size`, written to make a reader of it do more than its share of work. */
export interface Hostile {
  readonly name: string;
  readonly path: string;
  readonly text: (size: number) => string;
}

/** A path of each language and format that the scanner knows, and one of none. */
export const paths: readonly string[] = [
  ..."js ts c java kt scala groovy cs go rs swift dart fs bicep proto py bzl rb ex jl pl r lua sql hs erl clj ml pas vb ps1 nix sh"
    .split(" ")
    .map((extension) => `src/a.${extension}`),
  ..."json yaml toml tf properties ini env mk cmake bat css scss graphql ttl html vue xml php unknown"
    .split(" ")
    .map((extension) => `src/a.${extension}`),
  "nginx.conf",
  "Caddyfile",
  "haproxy.cfg",
  "httpd.conf",
  "Dockerfile",
  "Gemfile",
  "package.json",
  "pom.xml",
];

const repeated = (piece: string) => (size: number) => piece.repeat(Math.ceil(size / piece.length));
/** Something that opens, again and again, and is never closed; at its end what a scanner looks for. */
const opened = (piece: string) => (size: number) => `${repeated(piece)(size)} "http://api.initech.io/"`;
const grown = (row: (index: number) => string) => (size: number) => {
  const rows: string[] = [];
  for (let length = 0; length < size; length += (rows.at(-1) ?? "").length + 1) rows.push(row(rows.length));
  return rows.join("\n");
};

const runs = [..."ab0 \\/*#<>{}[]()\"'`:;,.=-_$%&@!?|~^+\n\t\r\u0000\u00e9\ud800"];

/** Pieces that a text repeats, for every path. */
export const pieces: readonly string[] = [
  ...runs,
  "http://",
  "http://a.io ",
  '"http://a.io/",',
  "'http://'+h+",
  '"http:"+',
  '"ht"+"tp://a.io"+',
  '"http:","",',
  ":/",
  ":\\/",
  "://",
  "http:\\u002f\\u002fa.io ",
  "http&#58;//a.io ",
  "http&#58;",
  "http://a:b@",
  "http://${a}",
  "http://{{a}}.",
  "http://<a>",
  "http://[::1",
  "http://a.io/http://b.io/",
  "a ? 'http' : 'https' ",
  "ftp://a:b@c.io ",
  "sip:a@b.io ",
  "(http://",
  "[http://",
  "{http://",
  "f(a,[{'http://a.io'",
  "f(g(h(",
  "=>{",
  "`${",
  "`${a+",
  '"${',
  '"#{',
  '"$(',
  '"\\(',
  "$(echo ",
  '"""',
  "'''",
  "''",
  "/*",
  "/* */",
  "/*/",
  "<!--",
  "-->",
  "<![CDATA[",
  "(*",
  "{-",
  "#|",
  "#=",
  "--[[",
  "[==[",
  "=begin\n",
  "\n=cut\n",
  "<<A\n",
  "<<-A\n",
  "<<~A\n",
  "<<<A\n",
  "<<'A' ",
  'R"a(',
  'r#"',
  "$a$",
  '@"',
  "%w(",
  "%r{",
  "/[",
  "/a/ ",
  "=/[/]/",
  "= /[[[",
  "<a ",
  "<a href='http://a.io'",
  "<a href='http://a.io'>",
  "</a>",
  "<script",
  "<script>",
  "<script>'http://a.io'</script>",
  "<style>",
  "<?php ",
  "<?php echo 'http://a.io' ?>",
  "?>",
  "{{",
  "{%",
  "<%",
  "&a;",
  "@a",
  "x=1\n",
  "x: |\n",
  "- ",
  "- - a: ",
  "? ",
  "a: [",
  "a: {b: ",
  "a:\n",
  "a: 'b\n",
  "[a]\n",
  "[[a]]\n",
  "a { ",
  "server { listen 80; ",
  "location / { proxy_pass http://a.io; ",
  "<VirtualHost *:80>\n",
  "frontend a\n bind :80\n",
  "a \\\n",
  "#define A ",
  "a.b(c).d(e).",
  "import a;\n",
  "@prefix a: <http://a.io/> .\n",
  "a = b or c and ",
  "xmlns:a='http://a.io/' ",
];

/** Texts that repeat a piece, or that open more and more. */
export function hostileTexts(path: string): Hostile[] {
  const shown = (piece: string) => JSON.stringify(piece);
  return [
    ...pieces.map((piece) => ({ name: `${shown(piece)} repeated`, path, text: opened(piece) })),
    ...pieces.map((piece) => ({
      name: `"x ${shown(piece)} repeated in a string`,
      path,
      text: (size: number) => `x = "${opened(piece)(size)}`,
    })),
    { name: "growing indentation", path, text: grown((index) => `${" ".repeat(index)}a: "http://a.io/${index}"`) },
    { name: "a long word in a tag", path, text: (size) => `<a ${"b".repeat(size)}` },
    { name: "growing lists", path, text: grown((index) => `${" ".repeat(index)}- a: http://a.io`) },
    { name: "growing runs of backticks", path, text: grown((index) => `${"`".repeat(index)}http://a.io`) },
    { name: "many heredocs", path, text: grown((index) => `cat <<A${index}\nhttp://a.io\n`) },
    { name: "many names", path, text: grown((index) => `name${index} = f("http://a${index}.io/", verify=False)`) },
    { name: "many elements", path, text: grown((index) => `<a${index} b="http://a.io/">`) },
  ];
}

/** A text in which each of the words stands often, with something before and after it. */
export function wordsRepeated(words: readonly string[], before: string, after: string): (times: number) => string {
  return (times) => words.map((word) => `${before}${word}${after}`.repeat(times)).join("\n");
}
