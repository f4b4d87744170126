import { Terminal } from '@xterm/xterm'
import { expect, test, vi } from 'vitest'
import { type OutputWidths, piecesByWidth, storedWidths, storeWidths, withWidth } from '#web/features/terminal/outputWidths.ts'
import { createSizedOutput } from '#web/features/terminal/sizedOutput.ts'

const run = 'shell'
const bytesOf = (text: string) => new TextEncoder().encode(text)
const prompt = '$ '
const command = '$ nvidia-smi; id; echo hello > a.txt; ls -la /root'

/** Returns the output of a shell for a command at a width: at the right edge, readline writes the next character, and then this character again. */
function typedAt(columns: number): string {
  return `${command.slice(0, columns)}${command.charAt(columns)}\r${command.slice(columns)}\r\n`
}

/** Shows an output on a real terminal of `columns`, in parts, and returns its lines, with wrapped lines joined. */
async function linesAt(columns: number, parts: readonly string[], widths: OutputWidths | null) {
  const screen = new Terminal({ cols: columns, rows: 10 })
  let noted = widths
  const output = createSizedOutput({ screen, fitToPage: () => screen.resize(columns, 10), widths, onWidths: (next) => (noted = next) })
  let offset = 0
  const shown = parts.map((part) => {
    const bytes = bytesOf(part)
    const from = { run, offset }
    offset += bytes.byteLength
    return new Promise<void>((done) => output.show(bytes, from, done))
  })
  await Promise.all(shown)
  const buffer = screen.buffer.active
  const rows = Array.from({ length: buffer.length }, (_, row) => buffer.getLine(row)).flatMap((line) => line ?? [])
  const lines: string[] = []
  for (const line of rows) {
    const text = line.translateToString(true)
    if (line.isWrapped) lines.push(`${lines.pop() ?? ''}${text}`)
    else lines.push(text)
  }
  return { lines: lines.filter((line) => line !== ''), columns: screen.cols, noted, isPast: output.isPast() }
}

test('shows a command whole that was typed on a wider screen, after the page shows it again on a narrow one', async () => {
  const past = `${typedAt(48)}hello\r\n${prompt}`
  const widths = withWidth(null, { run, offset: 0 }, 48)
  expect(await linesAt(44, [past], widths)).toMatchObject({ lines: [command, 'hello', prompt], columns: 44, isPast: false })
  // The same output without its width loses the characters between both edges.
  expect((await linesAt(44, [past], null)).lines[0]).not.toBe(command)
})

test('shows an output of several widths, in any parts', async () => {
  const [wide, narrow] = [`${typedAt(48)}${prompt}`, `${typedAt(30).slice(prompt.length)}${prompt}`]
  const widths = withWidth(withWidth(null, { run, offset: 0 }, 48), { run, offset: bytesOf(wide).byteLength }, 30)
  const all = wide + narrow
  for (const cut of [0, 10, wide.length - 1, wide.length, wide.length + 3]) {
    const { lines } = await linesAt(40, [all.slice(0, cut), all.slice(cut)], widths)
    expect(lines, String(cut)).toEqual([command, command, prompt])
  }
})

test('notes the width of the screen after the past output, so that later output has it', async () => {
  const past = `${typedAt(48)}${prompt}`
  const { noted } = await linesAt(44, [past], withWidth(null, { run, offset: 0 }, 48))
  expect(noted).toEqual({
    run,
    entries: [
      { offset: 0, columns: 48 },
      { offset: bytesOf(past).byteLength, columns: 44 },
    ],
  })
})

test('forgets the widths of another output, and stores no more than a hundred', () => {
  const first = withWidth(null, { run: 'first', offset: 5 }, 80)
  expect(withWidth(first, { run: 'second', offset: 0 }, 40)).toEqual({ run: 'second', entries: [{ offset: 0, columns: 40 }] })
  expect(withWidth(first, { run: 'first', offset: 9 }, 80)).toEqual(first)
  expect(withWidth(first, { run: 'first', offset: 5 }, 60).entries).toEqual([{ offset: 5, columns: 60 }])
  let many: OutputWidths | null = null
  for (let offset = 0; offset < 150; offset += 1) many = withWidth(many, { run, offset }, 40 + (offset % 2))
  expect(many?.entries).toHaveLength(100)
})

test('does not split an output of unknown position or of another run', () => {
  const [bytes, widths] = [bytesOf('abc'), withWidth(null, { run: 'first', offset: 0 }, 80)]
  expect(piecesByWidth(bytes, null, widths)).toEqual([{ bytes, columns: null }])
  expect(piecesByWidth(bytes, { run: 'second', offset: 0 }, widths)).toEqual([{ bytes, columns: null }])
})

test('restores the widths that a browser tab stored, and none from an invalid text', () => {
  const kept = new Map<string, string>()
  const sessionStorage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => void kept.set(key, text) }
  vi.stubGlobal('window', { sessionStorage })
  const widths = withWidth(null, { run, offset: 3 }, 90)
  storeWidths('7', 2, widths)
  expect([storedWidths('7', 2), storedWidths('7', 1)]).toEqual([widths, null])
  for (const text of ['{', '7', '{"run":1,"entries":[]}', '{"run":"a","entries":[{"offset":0,"columns":0}]}', '{"run":"a","entries":[null]}']) {
    kept.set('infinitio.widths.7.2', text)
    expect(storedWidths('7', 2), text).toBeNull()
  }
  vi.unstubAllGlobals()
})
