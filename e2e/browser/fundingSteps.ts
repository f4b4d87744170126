import type { Page } from '@playwright/test'

/** Posts a bounty from the signed-in wallet's G tokens and opens its page. */
export async function postBounty(page: Page, { title, reward }: { title: string; reward: string }): Promise<void> {
  await page.goto('/govern/bounties')
  await page.getByRole('button', { name: 'Post a bounty' }).click()
  await page.getByLabel('Task, and how to show that it is done').fill(`${title}\nIts tests show it.`)
  await page.getByLabel('Reward').fill(reward)
  await page.getByRole('button', { name: 'Post', exact: true }).click()
  await page.getByRole('link', { name: title }).click()
  await page.getByRole('heading', { name: title }).waitFor()
}

/** Joins the list from which reviewers (of bounties) or auditors (of proofs) are selected at random. */
export async function standToBeDrawn(page: Page, path: '/govern/bounties' | '/govern/carbon'): Promise<void> {
  await page.goto(path)
  await page.getByRole('button', { name: 'Join the list' }).click()
  await page.getByRole('button', { name: 'Leave the list' }).waitFor()
}

/** Files a proof for all machines of the signed-in provider, with made-up documents, and opens its page. */
export async function fileProof(page: Page, { days }: { days: readonly [string, string] }): Promise<void> {
  await page.goto('/govern/carbon')
  await page.getByRole('button', { name: 'File a proof' }).click()
  await page.getByRole('checkbox', { name: /CPU slot/ }).check()
  await page.getByLabel('Energy from').fill('solar')
  await page.getByLabel('Share of the machines’ energy that the proof covers').fill('75')
  for (const [place, name] of ['First day', 'Last day'].entries()) {
    const day = days[place] ?? ''
    const field = page.getByRole('group', { name, exact: true })
    await field.getByLabel('Month').selectOption(day.slice(0, 7))
    await field.getByLabel('Day').selectOption(day)
  }
  for (const document of ['Certificate', 'Meter data'] as const) await chooseDocument(page, document)
  await page.getByRole('button', { name: 'File the proof' }).click()
  await page.getByRole('link', { name: /^solar/ }).click()
  await page.getByRole('heading', { name: 'Proof 1: solar' }).waitFor()
}

/** Shows the certificate of a proof to its auditors: chooses the same invented file on the proof's page again. */
export async function showCertificate(page: Page): Promise<void> {
  await chooseDocument(page, 'Certificate')
  await page.getByRole('button', { name: 'Show certificate' }).click()
  await page.getByRole('heading', { name: 'Show the certificate' }).waitFor({ state: 'detached' })
}

async function chooseDocument(page: Page, document: 'Certificate' | 'Meter data'): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: `${document}: choose a file` }).click()
  await (await choosing).setFiles({ name: `${document}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(document) })
}

/** Proposes a project of two milestones, 60 and 40 G, and opens its page. */
export async function proposeProject(page: Page, { title }: { title: string }): Promise<void> {
  await page.goto('/govern/incubation')
  await page.getByRole('button', { name: 'Propose a project' }).click()
  await page.getByLabel('Goal, and how each milestone will be proved').fill(`${title}\nIn two parts.`)
  await page.getByLabel('Milestone 1').fill('60')
  await page.getByRole('button', { name: 'Add a milestone' }).click()
  await page.getByLabel('Milestone 2').fill('40')
  await page.getByRole('button', { name: 'Propose', exact: true }).click()
  await page.getByRole('link', { name: title }).click()
  await page.getByRole('heading', { name: title }).waitFor()
}
