import { CopyButton } from '#web/components/ui/CopyButton.tsx'

/** Shows one line of text that the user can copy exactly. With `wrap`, a long line is wrapped, so that all of it is visible. */
export function CodeLine({
  text,
  label,
  doneLabel,
  wrap = false,
}: {
  readonly text: string
  readonly label: string
  readonly doneLabel: string
  readonly wrap?: boolean
}) {
  const copy = <CopyButton text={text} label={label} doneLabel={doneLabel} />
  if (wrap) {
    return (
      <div className="codeblock">
        <pre>{text}</pre>
        {copy}
      </div>
    )
  }
  return (
    <div className="codeline">
      <span title={text}>{text}</span>
      {copy}
    </div>
  )
}
