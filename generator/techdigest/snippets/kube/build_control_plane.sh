#!/usr/bin/env bash
# Build kube-apiserver, kube-scheduler, kube-controller-manager and kubectl from Debian's source package
# `kubernetes` with Debian's Go, on Debian 12. About ten minutes on two cores and 2 GB of disk while it runs;
# 290 MB stay. May be stopped and started again: what is done is not done twice.
#
#   build_control_plane.sh FOLDER VERSION      puts the programs into FOLDER/bin
set -Eeuo pipefail

folder=$(mkdir -p "$1" && cd "$1" && pwd)
version=$2
programs="kube-apiserver kube-scheduler kube-controller-manager kubectl"
packages="dpkg-dev etcd-server golang-1.19-go golang-github-modern-go-reflect2-dev openssl util-linux"
work=$folder/build
tree=$work/gopath/src/k8s.io/kubernetes
trap 'echo "build_control_plane.sh: failed at line $LINENO; see the logs in $work" >&2' ERR

say() { echo "kube $version: $*"; }

is_built() { # NAME: there, whole, and of the right version
	local program=$folder/bin/$1 flag=--version
	[ "$1" = kubectl ] && flag="version --client --short"
	# shellcheck disable=SC2086  # two words for kubectl
	[ -x "$program" ] && [ "$(stat -c %s "$program")" -gt 20000000 ] && "$program" $flag | grep -qF "v$version"
}

all_built() {
	local program
	for program in $programs; do is_built "$program" || return 1; done
}

install_packages() {
	local missing="" package
	for package in $packages; do
		[ "$(dpkg-query -Wf '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
	done
	[ -z "$missing" ] && return
	if [ "$(id -u)" -ne 0 ]; then
		echo "build_control_plane.sh: please install first: apt-get install$missing" >&2
		exit 3
	fi
	say "installing$missing"
	apt-get update -q >"$work/apt.log"
	# shellcheck disable=SC2086  # one word a package
	DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends $missing >>"$work/apt.log"
}

# The sources come from the archive that this machine's packages come from, through lists of our own.
fetch_source() {
	local archive
	[ -e "$work/fetched" ] && return
	archive=$(apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(COMPONENT) $(REPO_URI)' |
		awk '$1 == "Debian" && $2 == "bookworm" && $3 == "main" { print $4; exit }')
	if [ -z "$archive" ]; then
		echo "build_control_plane.sh: this needs Debian 12 (bookworm) with its main archive" >&2
		exit 3
	fi
	say "fetching the source package"
	mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial" "$work/source"
	echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $archive bookworm main" >"$work/apt/sources.list"
	local options="-o Dir::Etc::SourceList=$work/apt/sources.list -o Dir::Etc::SourceParts=/dev/null
		-o Dir::State::Lists=$work/apt/lists -o Dir::Cache=$work/apt/cache -o APT::Sandbox::User=$(id -un)"
	# shellcheck disable=SC2086  # words, none with a space
	apt-get $options update -q >>"$work/apt.log"
	# shellcheck disable=SC2086
	(cd "$work/source" && apt-get $options source --download-only -q kubernetes >>"$work/apt.log")
	if ! ls "$work"/source/kubernetes_*"$version"-*.dsc >/dev/null; then
		echo "build_control_plane.sh: the archive has another version of kubernetes than $version" >&2
		exit 3
	fi
	touch "$work/fetched"
}

unpack() {
	[ -e "$work/unpacked" ] && return
	say "unpacking"
	rm -rf "$tree" && mkdir -p "${tree%/*}"
	# apt has checked the signature already.
	dpkg-source --no-check -x "$work"/source/kubernetes_*.dsc "$tree" >"$work/unpack.log"
	# The vendored reflect2 1.0.1 crashes the server on its first CustomResourceDefinition under Go 1.18 and later.
	local reflect2=$tree/vendor/github.com/modern-go/reflect2
	rm -f "$reflect2"/*.go "$reflect2"/*.s
	cp /usr/share/gocode/src/github.com/modern-go/reflect2/* "$reflect2"/
	rm -f "$reflect2"/*_test.go
	touch "$work/unpacked"
}

# What `make generated_files` would write; the rest of the generated code is in the source package.
generate_openapi() {
	[ -e "$work/generated" ] && return
	say "generating the OpenAPI definitions"
	go build -o "$work/openapi-gen" ./vendor/k8s.io/kube-openapi/cmd/openapi-gen
	local staging inputs
	staging=$(find staging/src/k8s.io -mindepth 1 -maxdepth 1 -printf 'vendor/k8s.io/%f/\n' | grep -v -e code-generator -e sample-)
	# shellcheck disable=SC2086
	inputs=$(grep -rl '+k8s:openapi-gen=' --include='*.go' pkg cmd plugin $staging | xargs -n1 dirname |
		LC_ALL=C sort -u | grep -v /testdata | sed 's,^,k8s.io/kubernetes/,' | paste -sd,)
	"$work/openapi-gen" --logtostderr -i "$inputs" -p k8s.io/kubernetes/pkg/generated/openapi \
		-O zz_generated.openapi -h vendor/k8s.io/code-generator/hack/boilerplate.go.txt -r "$work/violations"
	# Kubernetes keeps the list of known violations of its API rules: the same list means the same inputs.
	diff "$work/violations" api/api-rules/violation_exceptions.list
	touch "$work/generated"
}

compile() {
	local flags="-s -w" package program
	for package in component-base/version client-go/pkg/version; do
		package=k8s.io/kubernetes/vendor/k8s.io/$package
		flags="$flags -X $package.gitVersion=v$version -X $package.gitMajor=1 -X $package.gitMinor=20"
	done
	mkdir -p "$folder/bin"
	for program in $programs; do
		is_built "$program" && continue
		say "compiling $program"
		nice go build -p "$(nproc)" -ldflags "$flags" -o "$work/$program" "./cmd/$program"
		mv "$work/$program" "$folder/bin/$program" # at once: never half a program in bin
	done
}

if ! all_built; then
	mkdir -p "$work"
	install_packages
	export PATH=/usr/lib/go-1.19/bin:$PATH GOPATH=$work/gopath GOCACHE=$work/gocache GOFLAGS='' GO111MODULE=off CGO_ENABLED=0
	fetch_source
	unpack
	cd "$tree"
	generate_openapi
	compile
	all_built || { echo "build_control_plane.sh: the programs do not say that they are $version" >&2; exit 1; }
	cd "$folder" && rm -rf "$work"
fi
say "ready in $folder/bin"
