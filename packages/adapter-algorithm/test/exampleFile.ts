/** The text of the example, the file that holds its binary form, and the text of that file. */
export const exampleFile = {
  source: 'example/pi.wat',
  path: 'src/example/piModule.ts',
  text: (bytes: Uint8Array) => `// Written by scripts/writeExample.ts from example/pi.wat.
const text =
${(
  Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,140}/g) ?? []
)
  .map((line, at) => `${at === 0 ? '  ' : '  '}'${line}'`)
  .join(' +\n')}

/** An example: estimates π by points in a square. Its result is a text with nine digits after the point. */
export const piModule: Uint8Array = new Uint8Array(Buffer.from(text, 'base64'))
`,
}
