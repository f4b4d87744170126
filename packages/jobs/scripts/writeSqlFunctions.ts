// Writes the names of DuckDB's functions for the check of queries in the client. Run it after a change of DuckDB's version or of adapter-data's rules.
import { writeFileSync } from 'node:fs'
import { openSqlCheck } from '@infinitio/adapter-data/test'
import { sqlFunctionsFile } from '../test/sqlFunctionsFile.ts'

const check = await openSqlCheck()
writeFileSync(sqlFunctionsFile.path, sqlFunctionsFile.text(await check.names()))
check.close()
