import { zipSync } from 'fflate'
import { useMemo, useState } from 'react'
import { formats } from '@/formats/all-formats'
import type { FormatId } from '@/formats/format'
import { writeProject } from '@/formats/write-project'
import { fileNameOf } from '@/store/backup'
import { useProject } from '@/store/project-store'
import { Button } from '@/ui/Button'
import { Callout } from '@/ui/Callout'
import { Disclosure } from '@/ui/Disclosure'
import { Panel } from '@/ui/Panel'
import { saveBytes } from '@/ui/save-file'
import { TextField } from '@/ui/TextField'
import styles from './ExportScreen.module.css'
import { formatGroups } from './format-groups'
import { checkRoundTrip, type RoundTrip } from './round-trip'

/** The skill in the format of a platform, with what that format cannot hold. */
export function SkillPanel() {
  const project = useProject()
  const [id, setId] = useState<FormatId>('alexa')
  const [roundTrip, setRoundTrip] = useState<RoundTrip | null>(null)
  const [search, setSearch] = useState('')
  const groups = formatGroups(search)
  const format = formats.find((one) => one.id === id) ?? formats[0]
  const { files, losses } = useMemo(() => writeProject(project, id), [project, id])
  const save = () => {
    const [only] = files
    if (files.length === 1 && only) saveBytes(only.name.split('/').at(-1) ?? only.name, only.bytes)
    else {
      const zip = zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])))
      saveBytes(`${fileNameOf(project.name)}-${id}.zip`, zip, 'application/zip')
    }
    setRoundTrip(checkRoundTrip(project, files, id))
  }
  return (
    <Panel title="The skill’s data">
      <Disclosure summary="The data, in the format of a platform">
        <div className={styles.stack}>
          <TextField
            label="Find a format"
            type="search"
            value={search}
            placeholder="Rasa, CSV, Lex…"
            onChange={setSearch}
          />
          <fieldset className={styles.groups}>
            <legend className="visually-hidden">Format</legend>
            {groups.map((group) => (
              <div key={group.title} className={styles.group}>
                <h3 className={styles.groupTitle}>{group.title}</h3>
                <div className={styles.formats}>
                  {group.formats.map((one) => (
                    <label key={one.id} className={styles.format}>
                      <input
                        type="radio"
                        name="format"
                        className="visually-hidden"
                        checked={one.id === id}
                        onChange={() => {
                          setId(one.id)
                          setRoundTrip(null)
                        }}
                      />
                      <strong>{one.label}</strong>
                      <span>{one.about.replaceAll('`', '')}</span>
                    </label>
                  ))}
                </div>
              </div>
            ))}
          </fieldset>
          {groups.length === 0 && <p className={styles.text}>No format is called so.</p>}
          {losses.length > 0 ? (
            <div>
              <p className={styles.text}>{format?.label} cannot hold everything of this skill:</p>
              <ul className={styles.losses}>
                {losses.map((loss) => (
                  <li key={loss}>{loss}</li>
                ))}
              </ul>
            </div>
          ) : (
            <p className={styles.text}>{format?.label} holds all of this skill.</p>
          )}
          <div className={styles.row}>
            <Button kind="primary" icon="download" data-command="export.skill" onPress={save}>
              Download {files.length === 1 ? 'the file' : `${files.length} files`}
            </Button>
          </div>
          {roundTrip && (
            <Callout
              tone={roundTrip.kind === 'same' ? 'good' : 'warn'}
              title={
                roundTrip.kind === 'same' ? 'Read back without loss' : 'Read back with differences'
              }
            >
              {roundTrip.message}
            </Callout>
          )}
        </div>
      </Disclosure>
    </Panel>
  )
}
