/** Written by scripts/pin-engine.mjs. */

/** The version of @duckdb/node-api that this program is built and tested with. */
export const ENGINE_VERSION = '1.5.5-r.5'

/** By package: SHA-256 of what `sha256sum` prints of its files, in the order of their paths. */
export const PACKAGE_DIGESTS: Readonly<Record<string, string>> = {
  '@duckdb/node-api': '64728033af9cc3c67bdea89fde42358e83619a288d6442277ab3fd6a27f055c8',
  '@duckdb/node-bindings': '3e9a9396039c5508c89b5d420ce0dfe05da9bb8fa37c6f72ab3153a8c23ba4e9',
  '@duckdb/node-bindings-darwin-arm64': '20b6dca73dab73824afbed2a10342c7a9d67bfdfdbfdd8f99996e88f183c82ad',
  '@duckdb/node-bindings-darwin-x64': '01bd4ed53ceb291fa623f3e7e532a26cd0b5a32d73e33056432c7b0afc078ee7',
  '@duckdb/node-bindings-linux-arm64': '08fb0380942d644ba8de74b008c468bb51ed8f0c4a66b7a60772681aa320eef0',
  '@duckdb/node-bindings-linux-arm64-musl': '108c9a3031a11b0203d3f0a21b7f2f4445f4a48c0554821497cfe7129253bd6c',
  '@duckdb/node-bindings-linux-x64': '71941908f2c29226b9fe1cd652dffda31d1feef1b73af703593bcbf99c103c8b',
  '@duckdb/node-bindings-linux-x64-musl': '7cced64ed3b28c254c1f98f7055d5e63fdc017b51a00af6ae440e29cca9ff2fa',
  '@duckdb/node-bindings-win32-arm64': 'd9dfdbe33352e2eb0f2b75c3df6fb5bfeca515cefc737990af483b05c04e60ac',
  '@duckdb/node-bindings-win32-x64': '9b24cd47a3b7e43ba35abc2fbf7375837a34720a6dbfa3bd830a3a372064dfe0',
  'detect-libc': '6d8de4f5d749b92a661c8e685a2e8019d2ea003c3fcd6266215c87661e2b2e28',
}
