"""The product's colours."""

from __future__ import annotations

from textual.theme import Theme

CALM = Theme(
    name="kiosk",
    primary="#7fb2d9",
    secondary="#a9bfd0",
    accent="#f0c674",
    foreground="#e8eaec",
    background="#14191f",
    surface="#1b222a",
    panel="#26303a",
    warning="#f0c674",
    error="#f2978e",
    success="#9ccc9c",
    dark=True,
    variables={
        "border": "#7fb2d9",
        "border-blurred": "#5a6b7a",
        "block-cursor-background": "#7fb2d9",
        "block-cursor-foreground": "#10151a",
        "block-cursor-text-style": "bold",
        "input-cursor-background": "#f0c674",
        "input-cursor-foreground": "#10151a",
    },
)

HIGH_CONTRAST = Theme(
    name="kiosk-high-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    warning="#ffff00",
    error="#ffffff",
    success="#ffffff",
    dark=True,
    variables={
        "border": "#ffffff",
        "border-blurred": "#ffffff",
        "text-muted": "#ffffff",
        "text-disabled": "#ffffff",
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold underline",
        "input-cursor-background": "#ffff00",
        "input-cursor-foreground": "#000000",
    },
)

THEMES = (CALM, HIGH_CONTRAST)
