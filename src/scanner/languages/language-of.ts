import * as cFamily from "./c-family.ts";
import * as configuration from "./configuration.ts";
import type { Language } from "./language.ts";
import { astro, html, php, xml } from "./markup.ts";
import * as scripting from "./scripting.ts";
import { shell } from "./shell.ts";

/** Extensions, without the dot, of each language. */
const extensions: readonly (readonly [Language, string])[] = [
  [cFamily.javascript, "js mjs cjs jsx ts mts cts tsx es6"],
  [cFamily.c, "c h cc cpp cxx hpp hh hxx m mm ino cu"],
  [cFamily.java, "java"],
  [cFamily.kotlin, "kt kts"],
  [cFamily.scala, "scala sc sbt"],
  [cFamily.groovy, "groovy gradle jenkinsfile gvy"],
  [cFamily.csharp, "cs csx"],
  [cFamily.go, "go"],
  [cFamily.rust, "rs"],
  [cFamily.swift, "swift"],
  [cFamily.dart, "dart"],
  [cFamily.fsharp, "fs fsx fsi"],
  [cFamily.bicep, "bicep bicepparam"],
  [cFamily.cLike, "proto thrift sol zig d v hx as apex cls trigger jsonnet libsonnet cue pde"],
  [scripting.python, "py pyi pyw"],
  [scripting.starlark, "bzl bazel star pp coffee"],
  [scripting.ruby, "rb rake gemspec ru podspec cr"],
  [scripting.elixir, "ex exs"],
  [scripting.julia, "jl"],
  [scripting.perl, "pl pm t"],
  [scripting.r, "r"],
  [scripting.lua, "lua"],
  [scripting.sql, "sql psql plsql ddl"],
  [scripting.haskell, "hs elm purs"],
  [scripting.erlang, "erl hrl"],
  [scripting.lisp, "clj cljs cljc edn lisp el scm rkt"],
  [scripting.ocaml, "ml mli"],
  [scripting.pascal, "pas dpr"],
  [scripting.visualBasic, "vb bas vbs frm"],
  [scripting.powershell, "ps1 psm1 psd1"],
  [scripting.nix, "nix"],
  [shell, "sh bash zsh ksh fish dockerfile containerfile"],
  [configuration.json, "json jsonc json5 ipynb webmanifest arb har topojson geojson"],
  [configuration.yaml, "yaml yml"],
  [configuration.toml, "toml"],
  [configuration.hcl, "tf tfvars hcl nomad"],
  [configuration.properties, "properties"],
  [configuration.ini, "ini cfg conf cnf service socket timer desktop reg inf editorconfig list sources repo"],
  [configuration.dotenv, "env"],
  [configuration.makefile, "mk mak"],
  [configuration.cmake, "cmake"],
  [configuration.batch, "bat cmd"],
  [configuration.stylesheet, "css pcss"],
  [configuration.extendedStylesheet, "scss sass less styl"],
  [configuration.graphql, "graphql gql"],
  [configuration.linkedData, "ttl n3 nt nq trig owl rdf jsonld rq sparql"],
  [
    html,
    "html htm xhtml vue svelte ejs erb hbs handlebars mustache jinja jinja2 njk twig liquid jsp jspx asp aspx ascx cshtml razor tmpl gohtml ftl",
  ],
  [
    xml,
    "xml xsd xsl xslt wsdl svg plist config csproj vbproj fsproj props targets pom xaml resx nuspec jrxml storyboard xib rss atom kml gpx wxs xlf dita tld wadl",
  ],
  [astro, "astro"],
  [php, "php phtml php3 php4 php5 inc module install"],
];
/** Names, or their beginnings before a dot, of files without a telling extension. */
const names: readonly (readonly [Language, RegExp])[] = [
  [shell, /^(?:(?:docker|container)file.*|\.(?:bash|zsh|k?sh)rc|\.(?:bash_)?profile|pkgbuild|crontab)$/i],
  [configuration.requirements, /^(?:requirements|constraints)[\w.-]*\.(?:txt|in)$/i],
  [configuration.dotenv, /^\.env(?:\..+)?$|\.env\.[\w-]+$/i],
  [scripting.ruby, /^(?:gem|rake|cap|guard|pod|vagrant|brew|fast|danger|app)file$/i],
  [scripting.erlang, /^rebar\.(?:config|lock)(?:\.script)?$/],
  [cFamily.groovy, /^jenkinsfile/i],
  [configuration.makefile, /^(?:gnu)?makefile(?:\..+)?$/i],
  [configuration.cmake, /^cmakelists\.txt$/i],
  [scripting.starlark, /^(?:build|workspace|tiltfile)$/i],
  [configuration.serverConfiguration, /^(?:nginx.*\.conf(?:\..+)?|caddyfile|haproxy\.cfg|.*\.nginx|.*\.vhost)$/i],
  [configuration.apache, /^(?:\.htaccess|httpd.*\.conf|apache.*\.conf)$/i],
  [configuration.ini, /^\.(?:npmrc|yarnrc|gitmodules|gitconfig|pypirc|wgetrc|curlrc|condarc)$/i],
  [configuration.toml, /^(?:pipfile|cargo\.lock|poetry\.lock|uv\.lock)$/i],
  [configuration.json, /^(?:\.(?:babelrc|eslintrc|prettierrc|bowerrc|jshintrc)|composer\.lock|pipfile\.lock)$/i],
  [configuration.yaml, /^(?:\.clang-format|pnpm-lock\.yaml|\.yarnrc\.yml)$/i],
];

const byExtension = new Map(extensions.flatMap(([language, list]) => list.split(" ").map((key) => [key, language])));

/** Whether the form of a file is known by its path. */
export function isKnownPath(path: string): boolean {
  return languageOf(path) !== configuration.plain;
}

function languageByExtension(name: string): Language | undefined {
  return byExtension.get(name.slice(name.lastIndexOf(".") + 1).toLowerCase());
}

/** A name without what marks a file as a template or a sample of itself, `site.conf.dist`, or its language, `page.html.en`. */
export function plainNameOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const plain = name.replace(/\.(?:in|dist|default|sample|example|template|tpl|tmpl|orig)$/i, "");
  return plain.replace(/(?<=\.x?html?)\.[a-z]{2}(?:-[a-z]{2})?(?:\.[\w-]{1,12})?$/i, "");
}

/** Extensions of templates that make any kind of file, which the one before tells: `nginx.conf.j2`. */
const template = /\.(?:j2|jinja2?|erb|ejs|tmpl|gotmpl|tftpl|tpl|twig|njk|mustache|hbs|handlebars|liquid|ftl|epp)$/i;

/** The language of a file, by its name, then by its extension. Of a template, of what is made of it. */
export function languageOf(path: string): Language {
  const made = path.replace(template, "");
  const language = namedLanguage(made);
  return made !== path && language !== configuration.plain ? language : namedLanguage(path);
}

function namedLanguage(path: string): Language {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const named = names.find(([, pattern]) => pattern.test(name));
  if (named !== undefined) return named[0];
  if (/(?:^|\/)nginx\//i.test(path) && name.endsWith(".conf")) return configuration.serverConfiguration;
  return languageByExtension(name) ?? languageByExtension(plainNameOf(name)) ?? configuration.plain;
}
