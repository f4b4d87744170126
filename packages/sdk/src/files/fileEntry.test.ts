import { expect, test } from 'vitest'
import { readFacts } from './fileEntry.ts'
import { attributeFlag, SftpFields } from './sftpFields.ts'
import { uint32, uint64 } from './sftpPacket.ts'

const { size, owner, mode, times } = attributeFlag

test.each([0, 2_097_152, 2_110_509_056, 0xffff_ffff])('the facts of a file of user and group %i', (id) => {
  const block = [uint32(size | owner | mode | times), uint64(7), uint32(id), uint32(id), uint32(0o100_640), uint32(1), uint32(1_800_000_000)]
  const fields = new SftpFields(new Uint8Array(block.flatMap((field) => [...field])))
  expect(readFacts(fields)).toEqual({ kind: 'file', sizeBytes: 7, mode: 0o640, changedAt: 1_800_000_000 })
  expect(fields.left).toBe(0)
})
