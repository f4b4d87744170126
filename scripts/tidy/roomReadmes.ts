import type { Finding, SourceFile } from './sourceFile.ts'

/** Finds a room (app or package) without a correct README. Below its title, a README begins with the sentence that is the `description` in package.json. */
export function roomReadmes(files: SourceFile[]): Finding[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  return files
    .filter(({ path }) => /^((apps|packages)\/[^/]+|contracts)\/package\.json$/.test(path))
    .flatMap(({ path, text }) => {
      const { description } = JSON.parse(text) as { description?: string }
      const readme = path.replace(/package\.json$/, 'README.md')
      const content = byPath.get(readme)?.text
      const add = (message: string): Finding[] => [{ path: readme, rule: 'room-readmes', message }]
      if (content === undefined) return add('is missing')
      const firstLine = content.split('\n').find((line) => line !== '' && !line.startsWith('#'))
      return firstLine?.trim() === description ? [] : add(`begins with "${firstLine}", not with the description "${description}"`)
    })
}
