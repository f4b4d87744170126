'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { type CheckedFinding, type FiledFile, readFiled } from '#web/features/govern/findings/readFiled.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { exactAssetText } from '#web/parts/govern/tokenText.ts'

/** The most numbers of one line. The command `infinitio finding check` lists more. */
const mostListed = 20

/** Lets anyone check the files of a finding in the browser. Reads and checks them only after a click, because that takes some seconds. */
export function FindingEvidence({ id }: { readonly id: number }) {
  const t = useTranslations('govern.findings.check')
  const checking = useMutation({ mutationFn: () => readFiled(id) })
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="panel-body stack g4">
        <p className="t13">{t('text')}</p>
        <div>
          <Button disabled={checking.isPending} onClick={() => checking.mutate()}>
            {t(checking.isPending ? 'checking' : 'check')}
          </Button>
        </div>
        <div role="status" className="stack g4">
          {checking.isError && <Callout tone="warn">{t('failed', { reason: problemOf(checking.error).sentence })}</Callout>}
          {checking.data !== undefined && <CheckedFiles id={id} found={checking.data} />}
        </div>
      </div>
    </Panel>
  )
}

/** Shows what each file of a finding proves, in plain sentences. */
export function CheckedFiles({ id, found: { filing, files } }: { readonly id: number; readonly found: CheckedFinding }) {
  const t = useTranslations('govern.findings.check')
  return files.map((file) => (
    <section key={file.sha256} className="stack g2 t13">
      <h3 className="row wrap g2">
        <span>{t('file')}</span>
        {file.kind === 'missing' ? (
          <span className="mono">{shortHex(file.sha256)}</span>
        ) : (
          <a className="link mono" href={`/api/v1/artefacts/${file.sha256}`} title={file.sha256} download>
            {shortHex(file.sha256)}
          </a>
        )}
      </h3>
      {file.kind === 'checked' ? (
        <CheckedRows id={id} file={file} filing={filing} />
      ) : (
        <p>{file.kind === 'tooLong' ? t('tooLong', { count: file.pieces }) : t(file.kind)}</p>
      )}
    </section>
  ))
}

type CheckedRowsProps = {
  readonly id: number
  readonly file: Extract<FiledFile, { readonly kind: 'checked' }>
  readonly filing: CheckedFinding['filing']
}

function CheckedRows({ id, file: { asset, report, meaning, isOfChannel, proves }, filing }: CheckedRowsProps) {
  const t = useTranslations('govern.findings.check')
  const { newest, ceiling, receipts, vouchers, problems, uncovered, pairs, lacking } = report
  const spent = newest?.spent ?? 0n
  const rows = [
    newest === null
      ? t('receipts', { count: receipts })
      : t('receiptsTo', { count: receipts, number: newest.n, amount: exactAssetText({ asset }, spent) }),
    ceiling === null ? t('vouchers', { count: vouchers }) : t('vouchersTo', { count: vouchers, amount: exactAssetText({ asset }, ceiling) }),
    ...(uncovered.length === 0 ? [] : [t('uncovered', { numbers: listed(uncovered), more: Math.max(0, uncovered.length - mostListed) })]),
    ...(problems.length === 0 ? [] : [t('problems', { count: problems.length })]),
    ...pairs.slice(0, mostListed).map(({ by, number }) => t(`pair.${by}`, { number })),
    ...(meaning === null
      ? []
      : [
          t(`claim.${meaning}`, {
            ...{ claim: exactAssetText({ asset }, filing.number), above: exactAssetText({ asset }, filing.number - spent), number: newest?.n ?? 0 },
            ...{ lacking: lacking === null ? '' : shortHex(lacking), open: uncovered.length },
          }),
        ]),
  ]
  return (
    <>
      <ul className="stack g2">
        {rows.map((row) => (
          <li key={row}>{row}</li>
        ))}
      </ul>
      <p>
        <b>{isOfChannel ? t(proves ? `proves.${filing.act}` : 'provesNot', { id }) : t('otherChannel', { id })}</b>
      </p>
    </>
  )
}

function listed(numbers: readonly number[]): string {
  return numbers.slice(0, mostListed).join(', ')
}
