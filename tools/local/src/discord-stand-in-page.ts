import { standing } from './discord-stand-in-members.js';
import type { DemoMember } from './discord-stand-in-members.js';

const STYLE = `
  :root { color-scheme: dark; font: 16px/1.5 system-ui, sans-serif }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #1e1f26; color: #e8e9ef }
  main { width: min(26rem, calc(100vw - 2rem)); padding: 2rem; border-radius: 12px; background: #2b2d37; box-sizing: border-box }
  h1 { margin: 0 0 .25rem; font-size: 1.25rem }
  p { margin: 0 0 1.25rem; color: #b6b9c6 }
  ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem }
  button { width: 100%; padding: .75rem 1rem; border: 1px solid #454857; border-radius: 8px; background: #343743; color: inherit; font: inherit; text-align: left; cursor: pointer }
  button:hover, button:focus-visible { border-color: #8b93ff; outline: none }
  small { display: block; color: #b6b9c6 }
  .cancel { margin-top: 1rem; border: 0; background: none; text-align: center; color: #b6b9c6 }
`;

/** Asks which demo member signs in. `hidden` are the parameters of the request, carried through the form. */
export function authorizePage(members: readonly DemoMember[], roleId: string, hidden: Record<string, string>): string {
  const fields = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  );
  const choices = members.map(
    (member) =>
      `<li><button name="member" value="${member.id}">${escape(member.displayName)}<small>${standing(member, roleId)}</small></button></li>`,
  );
  return page(
    'Sign in as a demo member',
    `<p>This is a local stand-in for Discord. It asks for no password and keeps nothing.</p>
    <form method="post" action="/oauth2/authorize">${fields.join('')}
      <ul>${choices.join('')}</ul>
      <button class="cancel" name="member" value="cancel">Cancel</button>
    </form>`,
  );
}

export function faultPage(detail: string): string {
  return page('This sign-in cannot go on', `<p>${escape(detail)}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>${body}</main></body></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
