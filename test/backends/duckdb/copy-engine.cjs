const { cpSync, readdirSync, symlinkSync } = require('node:fs')
const { join } = require('node:path')

const installed = join(__dirname, '../../../node_modules')
const packages = ['detect-libc', ...readdirSync(join(installed, '@duckdb')).map((name) => `@duckdb/${name}`)]
const isLibrary = (path) => /\.(so|dylib|dll)$/.test(path)

/** Puts the installed packages into a folder's node_modules, the library of 70 MB as a link. */
function copyEngine(folder) {
  for (const name of packages) {
    const [from, to] = [join(installed, name), join(folder, 'node_modules', name)]
    cpSync(from, to, { recursive: true, filter: (path) => !isLibrary(path) })
    for (const file of readdirSync(from).filter(isLibrary)) symlinkSync(join(from, file), join(to, file))
  }
  return folder
}

module.exports = { copyEngine, installed, packages }
