import localFont from 'next/font/local'

/**
 * The font of addresses, hashes and code. It is not preloaded, because the first screen of most pages shows only a few such words. All glyphs of this font and
 * of its fallbacks are equally wide, so the text does not move when the font arrives.
 */
export const monoFont = localFont({
  src: '../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  preload: false,
  adjustFontFallback: false,
  fallback: ['ui-monospace', 'SFMono-Regular', 'Roboto Mono', 'Menlo', 'Monaco', 'Liberation Mono', 'DejaVu Sans Mono', 'Courier New', 'monospace'],
})
