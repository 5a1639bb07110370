import { expect, test } from "vitest";
import { found } from "../../found.ts";

test.for([
  [".npmrc", "registry=http://npm.initech.io/", 1],
  [".npmrc", "registry = http://npm.initech.io/", 1],
  [".npmrc", "@initech:registry=http://npm.initech.io/", 1],
  [".npmrc", "electron_mirror=http://npm.initech.io/electron/", 1],
  [".yarnrc", 'registry "http://npm.initech.io/"', 1],
  [".yarnrc.yml", "npmRegistryServer: http://npm.initech.io", 1],
  [".yarnrc.yml", 'npmScopes:\n  initech:\n    npmRegistryServer: "http://npm.initech.io"', 3],
  [".yarnrc.yml", "unsafeHttpWhitelist:\n  - npm.initech.io", 1],
  [".yarnrc.yml", 'unsafeHttpWhitelist: ["*.initech.io"]', 1],
  ["bunfig.toml", '[install]\nregistry = "http://npm.initech.io"', 2],
  ["bunfig.toml", '[install.scopes]\ninitech = { url = "http://npm.initech.io" }', 2],
  [".bowerrc", '{"registry": "http://bower.initech.io"}', 1],
  ["lerna.json", '{"command": {"publish": {"registry": "http://npm.initech.io"}}}', 1],
  ["package-lock.json", '{"packages": {"node_modules/a": {"resolved": "http://npm.initech.io/a/-/a-1.0.0.tgz"}}}', 1],
  ["package-lock.json", '{"dependencies": {"a": {"version": "git+http://git.initech.io/a.git#1"}}}', 1],
  ["npm-shrinkwrap.json", '{"dependencies": {"a": {"resolved": "http://npm.initech.io/a.tgz"}}}', 1],
  ["yarn.lock", 'a@^1.0.0:\n  version "1.0.0"\n  resolved "http://npm.initech.io/a-1.0.0.tgz#0a"', 3],
  ["pnpm-lock.yaml", "packages:\n  /a@1.0.0:\n    resolution: {tarball: http://npm.initech.io/a.tgz}", 3],
  ["package.json", '{"dependencies": {"a": "http://npm.initech.io/a.tgz"}}', 1],
  ["package.json", '{"devDependencies": {"a": "git+http://git.initech.io/a.git"}}', 1],
  ["package.json", '{"optionalDependencies": {"a": "git://github.com/initech/a.git"}}', 1],
  ["package.json", '{"peerDependencies": {"a": "git://github.com/initech/a.git#v1"}}', 1],
  ["package.json", '{"resolutions": {"a": "http://npm.initech.io/a.tgz"}}', 1],
  ["package.json", '{"overrides": {"a": {"b": "http://npm.initech.io/b.tgz"}}}', 1],
  ["package.json", '{"publishConfig": {"registry": "http://npm.initech.io/"}}', 1],
  ["bower.json", '{"dependencies": {"a": "git://github.com/initech/a.git"}}', 1],
  ["package.json", '{"scripts": {"postinstall": "npm i --registry http://npm.initech.io"}}', 1],
  ["deno.json", '{"imports": {"a": "http://mods.initech.io/a.ts"}}', 1],
  ["a.sh", "npm config set registry http://npm.initech.io", 1],
  ["a.sh", "npm set registry=http://npm.initech.io", 1],
  ["a.sh", "npm install --registry http://npm.initech.io", 1],
  ["a.sh", "npm install --registry=http://npm.initech.io", 1],
  ["a.sh", "npm i http://npm.initech.io/a.tgz", 1],
  ["a.sh", "npm i git+http://git.initech.io/a.git", 1],
  ["a.sh", "yarn config set registry http://npm.initech.io", 1],
  ["a.sh", "yarn add http://npm.initech.io/a.tgz", 1],
  ["a.sh", "pnpm add --registry=http://npm.initech.io a", 1],
  ["a.sh", "npm_config_registry=http://npm.initech.io npm ci", 1],
  ["Dockerfile", "ENV NPM_CONFIG_REGISTRY=http://npm.initech.io", 1],
  ["Dockerfile", "ENV YARN_NPM_REGISTRY_SERVER http://npm.initech.io", 1],
  ["a.yaml", "steps:\n  - with:\n      registry-url: http://npm.initech.io", 3],
  ["a.js", "execSync('npm install --registry http://npm.initech.io')", 1],
  ["a.js", "spawn('npm', ['install', '--registry', 'http://npm.initech.io'])", 1],
] as const)("%s: %s → HTTP050 in line %i", ([path, text, line]) => {
  expect(found(path, text)).toEqual([`HTTP050 error ${line}`]);
});

test.for([
  [".npmrc", "registry=https://npm.initech.io/"],
  [".npmrc", "registry=http://localhost:4873/"],
  [".npmrc", "; registry=http://npm.initech.io/"],
  [".yarnrc.yml", "unsafeHttpWhitelist: []"],
  [".yarnrc.yml", "npmRegistryServer: https://npm.initech.io"],
  ["package.json", '{"homepage": "http://initech.io", "dependencies": {"a": "^1.0.0"}}'],
  ["package.json", '{"repository": {"type": "git", "url": "git://github.com/initech/a.git"}}'],
  ["package.json", '{"repository": "git://github.com/initech/a.git"}'],
  ["package.json", '{"bugs": "http://initech.io/bugs"}'],
  ["package.json", '{"dependencies": {"a": "git+https://git.initech.io/a.git"}}'],
  ["package.json", '{"dependencies": {"a": "git+ssh://git@git.initech.io/a.git"}}'],
  ["package-lock.json", '{"packages": {"a": {"resolved": "https://npm.initech.io/a.tgz"}}}'],
  ["package-lock.json", '{"packages": {"a": {"funding": {"url": "http://initech.io/donate"}}}}'],
  ["a.sh", "npm config set registry https://npm.initech.io"],
  ["a.sh", "npm config set registry http://localhost:4873"],
] as const)("%s: %s → nothing", ([path, text]) => {
  expect(found(path, text)).toEqual([]);
});

test("a proxy is no source of packages", () => {
  expect(found(".npmrc", "proxy=http://proxy.initech.io:3128")).toEqual(["HTTP001 error 1"]);
});

test("a registry by a name without a dot → a notice", () => {
  expect(found(".npmrc", "registry=http://verdaccio:4873/")).toEqual(["HTTP050 notice 1"]);
});
