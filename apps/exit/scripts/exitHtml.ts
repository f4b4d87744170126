import { createHash } from 'node:crypto'

/** The parts that are put into the HTML of the exit page. `script` and `style` are source text; `font` is a woff2 file in base64. */
export type ExitHtmlParts = { readonly script: string; readonly style: string; readonly font: string }

/**
 * Combines the parts into one HTML file that loads nothing else. Its security policy allows only this script and this style, by their hashes. It allows
 * connections only to the chain node that the person enters.
 */
export function exitHtml({ script, style, font }: ExitHtmlParts): string {
  // A script must not contain the end of a script element, not even in a string.
  const code = script.replaceAll('</script', '<\\/script').trim()
  const face = `@font-face{font-family:"Geist";src:url(data:font/woff2;base64,${font}) format("woff2");font-weight:100 900;font-display:swap}`
  const css = `${face}\n${style.trim()}`
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(code)}'`,
    `style-src '${hashOf(css)}'`,
    'font-src data:',
    'img-src data:',
    'connect-src http: https:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Leave with everything · Infinitio</title>
<style>${css}</style>
</head>
<body>
<div id="root"></div>
<noscript>This page needs JavaScript. The command "infinitio exit" does the same without a browser. <span lang="zh-Hans">本页面需要 JavaScript；也可用命令 infinitio exit 完成同样的操作。</span></noscript>
<script type="module">${code}</script>
</body>
</html>
`
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
