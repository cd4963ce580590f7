"""What a form field or an annotation of a PDF says."""

from __future__ import annotations

import pypdfium2.raw as pdfium

TICKED = (
    pdfium.FPDF_FORMFIELD_PUSHBUTTON,
    pdfium.FPDF_FORMFIELD_CHECKBOX,
    pdfium.FPDF_FORMFIELD_RADIOBUTTON,
)
"""Fields whose value is no text (`Off`)."""


def annotation_words(note: pdfium.FPDF_ANNOTATION, form: pdfium.FPDF_FORMHANDLE | None) -> str:
    """What an annotation says: the value of a form field, else its contents."""
    if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_WIDGET and form is not None:
        if pdfium.FPDFAnnot_GetFormFieldType(form, note) in TICKED:
            return ""
        size = pdfium.FPDFAnnot_GetFormFieldValue(form, note, None, 0)
        buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
        pdfium.FPDFAnnot_GetFormFieldValue(form, note, buffer, size)
    else:
        size = pdfium.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
        buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
        pdfium.FPDFAnnot_GetStringValue(note, b"Contents", buffer, size)
    return bytes(buffer)[: max(0, size - 2)].decode("utf-16-le", "replace")
