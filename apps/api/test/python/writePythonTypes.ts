// Writes the generated files of the Python package: `node apps/api/test/python/writePythonTypes.ts`.
import { writeFileSync } from 'node:fs'
import { endpoints } from '../../src/app.ts'
import { openApiDocument } from '../../src/openApiDocument.ts'
import { type Document, pythonTypes } from './pythonTypes.ts'

const document = openApiDocument(endpoints, { publicUrl: 'http://localhost:3000' }) as Document
for (const [file, text] of pythonTypes(document)) writeFileSync(new URL(`../../../../python/src/infinitio/${file}`, import.meta.url), text)
