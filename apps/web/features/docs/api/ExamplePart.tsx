import { CopyButton } from '#web/components/ui/CopyButton.tsx'

type ExamplePartProps = { readonly title: string; readonly example: unknown; readonly copy: { readonly label: string; readonly doneLabel: string } }

/** Shows a request or an answer that a test of this market sent, as JSON. It is folded, because some are long. Shows nothing without an example. */
export function ExamplePart({ title, example, copy }: ExamplePartProps) {
  if (example === undefined) return null
  const text = typeof example === 'string' ? example : JSON.stringify(example, null, 2)
  return (
    <details>
      <summary>{title}</summary>
      <div className="example">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
        <pre className="mono t13" tabIndex={0}>
          {text}
        </pre>
        <CopyButton text={text} {...copy} />
      </div>
    </details>
  )
}
