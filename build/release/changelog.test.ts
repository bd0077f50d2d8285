import { describe, expect, it } from 'vitest'
import { datedChangelog } from './changelog'

const changelog = (news: string) => `# Changelog\n\n## Unreleased\n${news}\n## 0.1.0\n\n- first\n`

describe('the changelog of a release', () => {
  it('gives what was unreleased a version and a day', () => {
    expect(datedChangelog(changelog('\n- more\n'), '0.2.0', '2027-01-02')).toEqual({
      kind: 'dated',
      text: '# Changelog\n\n## Unreleased\n\n## 0.2.0 – 2027-01-02\n\n- more\n\n## 0.1.0\n\n- first\n',
    })
  })

  it.each([
    ['an empty section', changelog('\n### Added\n'), '0.2.0', 'is empty'],
    ['a version that is there', changelog('\n- more\n'), '0.1.0', 'is there already'],
    ['no section', '# Changelog\n', '0.2.0', 'no section'],
  ])('refuses %s', (_what, text, version, message) => {
    expect(datedChangelog(text, version, '2027-01-02')).toEqual({
      kind: 'failed',
      message: expect.stringContaining(message),
    })
  })
})
