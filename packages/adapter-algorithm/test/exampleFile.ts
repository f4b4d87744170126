/** An example module: the path of its text form, the generated source file with its binary form, and the name and docblock of the constant in that file. */
export type ExampleFile = { readonly source: string; readonly path: string; readonly name: string; readonly about: string }

/** The example of this package. */
export const exampleFile: ExampleFile = {
  source: 'example/pi.wat',
  path: 'src/example/piModule.ts',
  name: 'piModule',
  about: 'An example: estimates π by points in a square. Its result is a text with nine digits after the point.',
}

/** Returns the text of the file that holds an example's binary form. */
export function exampleText({ source, name, about }: ExampleFile, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,140}/g) ?? []
  return `// Written by scripts/writeExample.ts from ${source}.
const text =
${lines.map((line) => `  '${line}'`).join(' +\n')}

/** ${about} */
export const ${name}: Uint8Array = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
`
}
