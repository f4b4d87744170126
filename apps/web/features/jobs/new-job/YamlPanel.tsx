'use client'
import { artefactLimits, mostBytesOf, pieceLimits } from '@infinitio/domain'
import type { ExampleKind } from '@infinitio/jobs/examples'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { FilesInput } from '#web/components/ui/FilesInput.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { exampleOfPath } from '#web/features/jobs/new-job/exampleFile.ts'
import { exampleYaml, type ReadYaml } from '#web/features/jobs/new-job/yamlJob.ts'
import { bytesText } from '#web/parts/format/bytesText.ts'

const kinds = ['sql', 'wasm', 'search', 'inference', 'custom'] as const satisfies readonly ExampleKind[]
const mib = 2 ** 20
const shownTasks = 12
const command = 'infinitio jobs submit job.yaml'

type YamlPanelProps = {
  readonly text: string
  readonly read: ReadYaml | undefined
  readonly files: ReadonlyMap<string, File>
  readonly onText: (text: string) => void
  readonly onFile: (path: string, file: File | null) => void
}

/** A text field for a job in YAML, which shows the line and column of an error. Below it, the user chooses a file for each path in the text. */
export function YamlPanel({ text, read, files, onText, onFile }: YamlPanelProps) {
  const t = useTranslations('jobs.new.yaml')
  const onLeases = read?.job === null ? (read.onLeases ?? []) : []
  const notHere = read?.job === null ? (read.notHere ?? []) : []
  const refused = notHere.length > 0 ? t('notHere', { steps: notHere.join(', ') }) : (read?.fault ?? undefined)
  const fault = onLeases.length > 0 ? t('onLeases', { steps: onLeases.join(', ') }) : refused
  const tasks = read?.job === undefined || read.job === null ? [] : Object.keys(read.job.tasks)
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="panel-body stack g4">
        <div className="row wrap g2">
          {kinds.map((kind) => (
            <Button key={kind} size="sm" onClick={() => onText(exampleYaml(kind))}>
              {t(kind)}
            </Button>
          ))}
        </div>
        <Field label={t('label')} hint={t('hint')} error={fault}>
          {(names) => (
            <TextArea {...names} className="mono" rows={18} spellCheck={false} value={text} onChange={({ target }) => onText(target.value)} />
          )}
        </Field>
        {onLeases.length + notHere.length > 0 && <CodeLine text={command} label={t('copyCommand')} doneLabel={t('copied')} />}
        {tasks.length > 0 && (
          <p className="t13 dim">
            {t('tasks', { count: tasks.length })} {tasks.slice(0, shownTasks).join(', ')}
            {tasks.length > shownTasks && ' …'}
          </p>
        )}
        {read?.job !== undefined &&
          read.job !== null &&
          read.paths.map((path) => (
            <PathField key={path} path={path} file={files.get(path) ?? null} isPrivate={read.job.isPrivate === true} onFile={onFile} />
          ))}
      </div>
    </Panel>
  )
}

type PathFieldProps = {
  readonly path: string
  readonly file: File | null
  readonly isPrivate: boolean
  readonly onFile: YamlPanelProps['onFile']
}

function PathField({ path, file, isPrivate, onFile }: PathFieldProps) {
  const t = useTranslations('jobs.new.yaml')
  const most = isPrivate ? artefactLimits.bytes : mostBytesOf(pieceLimits)
  const hint = exampleOfPath(path) === null ? t('file', { mib: most / mib }) : t('example')
  return (
    <Field label={path} hint={file === null ? hint : t('chosen', { name: file.name, size: bytesText(file.size) })}>
      {(names) => <FilesInput {...names} files={file === null ? [] : [file]} onFiles={([one]) => onFile(path, one ?? null)} />}
    </Field>
  )
}
