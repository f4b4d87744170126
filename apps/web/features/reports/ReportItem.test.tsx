import { address, hex32 } from '@infinitio/domain'
import type { ProblemReportWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { ReportItem } from './ReportItem.tsx'

const sha256 = hex32(`0x${'ab'.repeat(32)}`)
const report: ProblemReportWire = {
  number: '1',
  leaseId: '2',
  reporter: address(`0x${'1'.repeat(40)}`),
  problem: 'gpu',
  text: 'No GPU',
  log: null,
  artefacts: [sha256],
  state: 'open',
  answer: null,
  createdAt: 1_000_000,
  answeredAt: null,
  closedAt: null,
}

test('links the files only for people who may read them, and shows others the hash', () => {
  expect(markupFor('en', <ReportItem report={report} mayReadFiles />)).toContain(`href="/api/v1/artefacts/${sha256}"`)
  const others = markupFor('en', <ReportItem report={report} mayReadFiles={false} />)
  expect(others).not.toContain('href')
  expect(others).toContain(sha256)
  expect(others).toContain('Only the reporter, the provider and the operator of this market can read them.')
  expect(markupFor('zh', <ReportItem report={report} mayReadFiles={false} />)).toContain('只有报告人、提供方和本市场的运营方可以阅读')
})
