import type { CSSProperties, ReactNode } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { DocumentText } from '#web/features/docs/api/DocumentText.tsx'
import { langOf } from '#web/features/docs/api/inLanguage.ts'
import { type ApiDocument, type ApiOperation, operationsOf } from '#web/features/docs/api/apiDocument.ts'

type OperationIndexProps = {
  readonly document: ApiDocument
  readonly titleOf: (tag: string) => ReactNode
  readonly hrefOf: (operation: ApiOperation) => string
}

/**
 * Lists every endpoint by its tag. The links are plain HTML, because the browser would need a long time to start several hundred links of Next. The component
 * around the list handles clicks on all of them.
 */
export function OperationIndex({ document, titleOf, hrefOf }: OperationIndexProps) {
  return (
    <div className="tags">
      {[...Map.groupBy(operationsOf(document, null), ({ tags }) => tags[0])].map(([tag, operations]) => (
        <div key={tag} className="tag" style={{ '--rows': operations.length } as CSSProperties}>
          <Panel title={titleOf(tag)}>
            <ul className="panel-body">
              {operations.map((operation) => (
                <li key={operation.operationId} data-operation={operation.operationId}>
                  <a className="link mono t13" href={hrefOf(operation)}>
                    {operation.method} {operation.path}
                  </a>
                  <span className="t13 dim" lang={langOf(operation.summary)}>
                    <DocumentText text={operation.summary} />
                  </span>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      ))}
    </div>
  )
}
