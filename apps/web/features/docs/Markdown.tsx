import Link from 'next/link'
import { Fragment, type ReactNode } from 'react'
import { docHref, type InlinePart, inlineParts } from '#web/features/docs/inlineParts.ts'
import { type Block, markdownBlocks } from '#web/features/docs/markdownBlocks.ts'
import type { Doc } from '#web/features/docs/readDoc.ts'
import { languageTags } from '#web/i18n/reading.ts'

/** Renders a docs page as elements. HTML in the page is untrusted, so it appears as text. */
export function Markdown({ doc }: { readonly doc: Doc }) {
  const blocks = markdownBlocks(doc.text)
  const headings = blocks.filter(({ kind }) => kind === 'heading')
  return (
    <article className="prose" lang={languageTags[doc.language]}>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the page is read once and never reordered.
        <Fragment key={index}>{blockElement(block, doc.file, doc.anchors[headings.indexOf(block)])}</Fragment>
      ))}
    </article>
  )
}

function blockElement(block: Block, file: string, anchor: string | undefined): ReactNode {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${block.level}` as const
      return <Heading id={anchor}>{inline(block.text, file)}</Heading>
    }
    case 'paragraph':
      return <p>{inline(block.text, file)}</p>
    case 'quote':
      return <blockquote>{inline(block.text, file)}</blockquote>
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        <pre className="mono" tabIndex={0}>
          {block.text}
        </pre>
      )
    case 'list': {
      const items = block.items.map((item) => <li key={item}>{inline(item, file)}</li>)
      return block.start === null ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>
    }
    case 'table':
      return <TableBlock block={block} file={file} />
  }
}

function TableBlock({ block, file }: { readonly block: Extract<Block, { kind: 'table' }>; readonly file: string }) {
  return (
    <div className="panel scroll">
      <table className="table">
        <thead>
          <tr>
            {block.head.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: heads of several columns may be empty.
              <th key={column} scope="col">
                {inline(cell, file)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells of one row may say the same.
                <td key={column}>{inline(cell, file)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function inline(line: string, file: string): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line are never reordered, and two may say the same.
  return inlineParts(line).map((part, index) => <Fragment key={index}>{inlineElement(part, file)}</Fragment>)
}

function inlineElement(part: InlinePart, file: string): ReactNode {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'code':
      return <code>{part.text}</code>
    case 'strong':
      return <strong>{part.text}</strong>
    case 'stress':
      return <em>{part.text}</em>
    case 'link': {
      const href = docHref(part.href, file)
      // A link label may contain code names, but no nested link.
      if (href === null) return inline(part.text, file)
      return (
        <Link className="link" href={href}>
          {inline(part.text, file)}
        </Link>
      )
    }
  }
}
