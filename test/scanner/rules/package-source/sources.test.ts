import { expect, test } from "vitest";
import { found } from "../../found.ts";

test.for([
  [".gitmodules", '[submodule "a"]\n\tpath = a\n\turl = http://git.initech.io/a.git', 3],
  [".gitmodules", '[submodule "a"]\n\turl = git://github.com/initech/a.git', 2],
  [".gitconfig", '[url "http://git.initech.io/"]\n\tinsteadOf = https://git.initech.io/', 1],
  ["a.sh", "git clone http://git.initech.io/acme/x.git", 1],
  ["a.sh", "git clone --depth 1 -b main http://git.initech.io/x.git", 1],
  ["a.sh", "git -C a pull http://git.initech.io/x.git", 1],
  ["a.sh", "git remote add origin git://git.initech.io/x.git", 1],
  ["a.sh", "git submodule add http://git.initech.io/x.git", 1],
  ["a.sh", 'git config --global url."http://git.initech.io/".insteadOf "https://git.initech.io/"', 1],
  ["a.sh", "svn checkout http://svn.initech.io/x", 1],
  ["a.py", "subprocess.run(['git', 'clone', 'http://git.initech.io/x.git'])", 1],
  ["Dockerfile", "RUN git clone http://git.initech.io/x.git", 1],
  [".pre-commit-config.yaml", "repos:\n- repo: git://github.com/pre-commit/pre-commit-hooks", 2],
  ["app.yaml", "kind: Application\nspec:\n  source:\n    repoURL: http://git.initech.io/a.git", 4],
  ["flux.yaml", "kind: HelmRepository\nspec:\n  url: http://charts.initech.io", 3],
  ["flux.yaml", "kind: OCIRepository\nspec:\n  url: oci://r.initech.io/a\n  insecure: true", 4],
  ["Dockerfile", "FROM debian:12\nADD http://dl.initech.io/a.tgz /opt/", 2],
  ["Dockerfile", "ADD --chown=1:1 \\\n  http://dl.initech.io/a.tgz /opt/", 2],
  ["main.tf", 'module "a" {\n  source = "http://mods.initech.io/vpc.zip"\n}', 2],
  ["main.tf", 'module "a" {\n  source = "git::http://git.initech.io/vpc.git?ref=v1"\n}', 2],
  ["main.tf", 'module "a" {\n  source = "git::git://git.initech.io/vpc.git"\n}', 2],
  ["Chart.yaml", "dependencies:\n  - name: a\n    repository: http://charts.initech.io", 3],
  ["Chart.lock", "dependencies:\n- name: a\n  repository: http://charts.initech.io", 3],
  ["helmfile.yaml", "repositories:\n  - name: a\n    url: http://charts.initech.io", 3],
  ["a.sh", "helm repo add a http://charts.initech.io", 1],
  ["a.sh", "helm install a b --repo http://charts.initech.io", 1],
  ["a.sh", "helm push a.tgz oci://r.initech.io --plain-http", 1],
  ["daemon.json", '{"registry-mirrors": ["http://mirror.initech.io"]}', 1],
  ["registries.yaml", "mirrors:\n  docker.io:\n    endpoint:\n      - http://mirror.initech.io", 4],
  ["a.sh", "kubectl apply -f http://dl.initech.io/a.yaml", 1],
  ["CMakeLists.txt", "FetchContent_Declare(a GIT_REPOSITORY http://git.initech.io/a.git)", 1],
  ["CMakeLists.txt", "ExternalProject_Add(a\n  URL http://dl.initech.io/a.tgz)", 2],
  ["WORKSPACE", 'git_repository(\n  name = "a",\n  remote = "http://git.initech.io/a.git",\n)', 3],
  ["PKGBUILD", "source=(http://dl.initech.io/a.tgz)", 1],
  ["platformio.ini", "[env]\nlib_deps = http://git.initech.io/a.git", 2],
] as const)("%s: %s → HTTP050 in line %i", ([path, text, line]) => {
  expect(found(path, text)).toEqual([`HTTP050 error ${line}`]);
});

test.for([
  ["WORKSPACE", 'http_archive(\n  name = "a",\n  urls = ["http://dl.initech.io/a.tgz"],\n  sha256 = "0a",\n)', 3],
  ["default.nix", 'src = fetchurl {\n  url = "http://dl.initech.io/a.tgz";\n  sha256 = "0a";\n};', 2],
  ["Formula/a.rb", 'class A < Formula\n  url "http://dl.initech.io/a.tgz"\n  sha256 "0a"\nend', 2],
  ["CMakeLists.txt", "FetchContent_Declare(a\n  URL http://dl.initech.io/a.tgz\n  URL_HASH SHA256=0a)", 2],
  ["subprojects/a.wrap", "[wrap-file]\nsource_url = http://dl.initech.io/a.tgz\nsource_hash = 0a", 2],
] as const)("%s: %s, with a checksum → a warning", ([path, text, line]) => {
  expect(found(path, text)).toEqual([`HTTP050 warning ${line}`]);
});

test.for([
  [".gitmodules", '[submodule "a"]\n\turl = https://git.initech.io/a.git'],
  ["a.sh", "git clone https://git.initech.io/x.git"],
  ["a.sh", "git clone http://localhost:3000/x.git"],
  ["a.sh", 'git config --global url."https://github.com/".insteadOf git://github.com/'],
  ["a.sh", 'git config --global url."https://github.com/".insteadOf "git://github.com/"'],
  [".gitconfig", '[url "https://github.com/"]\n\tinsteadOf = git://github.com/'],
  ["main.tf", 'module "vpc" {\n  source = "git::https://git.initech.io/vpc.git"\n}'],
  ["main.tf", '# source = "http://mods.initech.io/vpc.zip"'],
  ["Chart.yaml", "home: http://initech.io\nsources:\n  - http://git.initech.io/a"],
  ["Chart.yaml", "dependencies:\n  - name: a\n    repository: oci://charts.initech.io"],
  ["a.sh", "helm push a.tgz oci://localhost:5000 --plain-http"],
  ["flux.yaml", "kind: OCIRepository\nspec:\n  insecure: false"],
  ["Dockerfile", "# ADD http://dl.initech.io/a.tgz /opt/"],
] as const)("%s: %s → nothing", ([path, text]) => {
  expect(found(path, text)).toEqual([]);
});

test("a command beside is no source", () => {
  expect(found("a.sh", "npm install && curl http://api.initech.io")).toEqual(["HTTP001 error 1"]);
  expect(found("a.sh", "git clone https://git.initech.io/a; curl http://api.initech.io")).toEqual(["HTTP001 error 1"]);
});

test("an allowed host → nothing", () => {
  expect(found(".npmrc", "registry=http://npm.initech.io/", ["*.initech.io"])).toEqual([]);
  expect(found("pip.conf", "[global]\ntrusted-host = pypi.initech.io", ["pypi.initech.io"])).toEqual([]);
});
