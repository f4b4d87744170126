import { type Client, refusal } from '@infinitio/sdk'
import { type DraftFault, draftProblems, type DraftRisk, type Proposal } from '@infinitio/sdk/governance'
import { plain } from '../terminal/texts.ts'
import { failureText } from './showProposals.ts'

const faultTexts: Readonly<Record<DraftFault, string>> = {
  changesNothing: 'the proposal changes nothing: every value would stay the same',
  regionExists: 'a region with this name exists already',
  classExists: 'a GPU class with this name exists already',
}

const riskTexts: Readonly<Record<Exclude<DraftRisk, 'fails'>, string>> = {
  coreEntry: 'The market and its clients use this contract. A wrong address stops them until another vote corrects it.',
  zeroAddress: 'The new address is the zero address. Nobody controls it.',
}

/**
 * Simulates the draft of a proposal before it is signed. Returns the result and the risks as lines of a table. Throws `api.invalid_field` for a draft that
 * changes nothing or repeats a name.
 */
export async function checkDraft(client: Client, { calls }: Proposal): Promise<[string, string][]> {
  const written = calls.map(({ to, value, data }) => ({ to, value: value.toString(), data }))
  const [check, { classes, regions }] = await Promise.all([client.checkProposalDraft({ calls: written }), client.getClasses()])
  const { faults, risks } = draftProblems(check, { classes: classes.map(({ name }) => name), regions: regions.map(({ name }) => name) })
  const [fault] = faults
  if (fault !== undefined) throw refusal('api.invalid_field', { detail: faultTexts[fault] })
  const warnings = risks.flatMap((risk): [string, string][] => (risk === 'fails' ? [] : [['Warning', riskTexts[risk]]]))
  return [['If it were executed now', plain(failureText(check))], ...warnings]
}
