import type { ITerminalOptions } from '@xterm/xterm'

/** Colours and type of the terminal, from the tokens; it is dark in both themes. */
export function terminalTheme(): ITerminalOptions {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string): string => style.getPropertyValue(name).trim()
  return {
    fontFamily: `${getComputedStyle(document.body).getPropertyValue('--font-geist-mono') || token('--mono')}, ui-monospace, monospace`,
    fontSize: 13,
    lineHeight: 1.35,
    theme: {
      background: token('--term-bg'),
      foreground: token('--term-text'),
      cursor: token('--term-text'),
      brightBlack: token('--term-dim'),
      green: token('--term-green'),
      brightGreen: token('--term-green'),
      yellow: token('--term-amber'),
      brightYellow: token('--term-amber'),
      selectionBackground: token('--term-line'),
    },
  }
}
