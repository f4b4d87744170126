/** Shows a description, without its first line if this line is already the title of the panel. Shows nothing if no other line follows. */
export function BelowTitle({ text, title }: { readonly text: string; readonly title: string }) {
  const [first = '', ...others] = text.trim().split('\n')
  const isTitle = first.replace(/^[#\s]+/, '').trim() === title
  const shown = isTitle ? others.join('\n').trim() : text
  return shown === '' ? null : <p className="panel-body t13 gtext">{shown}</p>
}
