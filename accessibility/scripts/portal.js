// What makes the pages quicker to use. Everything works without it.

import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
  createAll,
} from "govuk-frontend";

import { countHelpDown } from "./helping.js";
import { sayWhenNoPasskeyCame } from "./passkeys.js";
import { forgetResending } from "./resending.js";
import { askAgain } from "./retry.js";
import { startSessionWarning } from "./session.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

createAll(Button, { preventDoubleClick: true });
for (const component of [
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
]) {
  createAll(component);
}

askAgain();
countHelpDown();
forgetResending();
sayWhenNoPasskeyCame();
startSessionWarning();
