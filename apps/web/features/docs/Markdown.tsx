import Link from 'next/link'
import { Fragment, type ReactNode } from 'react'
import { docHref, type InlinePart, inlineParts } from '#web/features/docs/inlineParts.ts'
import { type Block, markdownBlocks } from '#web/features/docs/markdownBlocks.ts'

/** A page of the docs as elements. No HTML of the page is trusted: everything is text. */
export function Markdown({ text, slug }: { readonly text: string; readonly slug: string }) {
  return (
    <article className="prose">
      {markdownBlocks(text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the page is read once and never reordered.
        <Fragment key={index}>{blockElement(block, slug)}</Fragment>
      ))}
    </article>
  )
}

function blockElement(block: Block, slug: string): ReactNode {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${block.level}` as const
      return <Heading id={block.text.toLowerCase().replace(/[^a-z0-9]+/g, '-')}>{inline(block.text, slug)}</Heading>
    }
    case 'paragraph':
      return <p>{inline(block.text, slug)}</p>
    case 'quote':
      return <blockquote>{inline(block.text, slug)}</blockquote>
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        <pre className="mono" tabIndex={0}>
          {block.text}
        </pre>
      )
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return (
        <List>
          {block.items.map((item) => (
            <li key={item}>{inline(item, slug)}</li>
          ))}
        </List>
      )
    }
    case 'table':
      return <TableBlock block={block} slug={slug} />
  }
}

function TableBlock({ block, slug }: { readonly block: Extract<Block, { kind: 'table' }>; readonly slug: string }) {
  return (
    <div className="panel scroll">
      <table className="table">
        <thead>
          <tr>
            {block.head.map((cell) => (
              <th key={cell} scope="col">
                {inline(cell, slug)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells of one row may say the same.
                <td key={column}>{inline(cell, slug)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function inline(line: string, slug: string): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line are never reordered, and two may say the same.
  return inlineParts(line).map((part, index) => <Fragment key={index}>{inlineElement(part, slug)}</Fragment>)
}

function inlineElement(part: InlinePart, slug: string): ReactNode {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'code':
      return <code>{part.text}</code>
    case 'strong':
      return <strong>{part.text}</strong>
    case 'stress':
      return <em>{part.text}</em>
    case 'link':
      return (
        <Link className="link" href={docHref(part.href, slug)}>
          {part.text}
        </Link>
      )
  }
}
